/**
 * Why a `/sync` socket was closed. As y-websocket has it, 44xx is a decision that reconnecting cannot change
 * and 45xx means "try again later".
 */
export const CLOSE = {
  /** A frame that no honest client sends, or an update that cannot be decoded. */
  malformed: 4400,
  /** The session was ended or ran out. */
  sessionEnded: 4401,
  /** The right to read this text has gone. */
  notAllowed: 4403,
  /** The client does not read as fast as others write. Unlike its neighbours this one is worth a new try. */
  tooMuchWaiting: 4413,
  /** More messages than a person and their browser can produce. */
  tooFast: 4429,
  /** The server is stopping, or cannot reach its database just now. */
  unavailable: 4503
} as const;

/** What the WebSocket library itself answers to a frame over the size limit. */
const FRAME_TOO_BIG = 1009;

/**
 * For `shouldReconnect` of the editor's provider. Stricter than y-websocket about frames that are too big, which
 * would be sent again and again, and kinder to slow readers, who only need to load the text afresh.
 */
export function mayReconnect(code: number): boolean {
  if (code === CLOSE.tooMuchWaiting) return true;
  return code !== FRAME_TOO_BIG && !(code >= 4400 && code < 4500);
}
