import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Refusal, RefusalCode } from '#domain/refusal';
import { decodePresence, encodePresenceEntry, joined, type PresenceEntry } from './presence-entries';

/**
 * Message numbers of the `/sync` socket. 0 to 3 are y-websocket's; a stock y-websocket client logs and skips
 * 100 to 102, which only the server sends, and never sends 103 and 104. One message per frame, every frame binary.
 */
export const MESSAGE = {
  sync: 0,
  presence: 1,
  auth: 2,
  askPresence: 3,
  savedUpTo: 100,
  refused: 101,
  clientId: 102,
  askClientId: 103,
  releaseClientId: 104
} as const;

/** What kind of sync message it is: the number that follows `MESSAGE.sync`. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/**
 * Message 100: varUint 100, varUint received, varUint sequence.
 *
 * `received` counts this connection's step 2 and update messages, in the order they were sent, from 1. All of
 * the first `received` are in the log, except those about which a `RefusedEdit` was sent before.
 * `sequence` is the newest row of the document's log that the server has delivered.
 */
export interface SavedUpTo {
  readonly received: number;
  readonly sequence: number;
}

/**
 * Message 101: varUint 101, varString JSON. An edit of this connection was not taken in; nothing changed.
 *
 * After "not-stored" and "edit-out-of-order" the server asks again (sync step 1) about a second later: the
 * client's step 2 then carries everything that is missing, and the text is saved once that step 2 is covered
 * by a `SavedUpTo`. Until then the client must not say "saved".
 */
export interface RefusedEdit {
  readonly code: RefusalCode;
  /** One plain sentence for the person. */
  readonly message: string;
}

export function encodeSavedUpTo({ received, sequence }: SavedUpTo): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.savedUpTo);
    encoding.writeVarUint(encoder, received);
    encoding.writeVarUint(encoder, sequence);
  });
}

/** Reads what follows the message number: call it from `provider.messageHandlers[MESSAGE.savedUpTo]`. */
export function readSavedUpTo(decoder: decoding.Decoder): SavedUpTo {
  return { received: decoding.readVarUint(decoder), sequence: decoding.readVarUint(decoder) };
}

export function encodeRefused({ code, message }: Pick<Refusal, 'code' | 'message'>): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.refused);
    encoding.writeVarString(encoder, JSON.stringify({ code, message }));
  });
}

/** Reads what follows the message number: call it from `provider.messageHandlers[MESSAGE.refused]`. */
export function readRefused(decoder: decoding.Decoder): RefusedEdit {
  return JSON.parse(decoding.readVarString(decoder)) as RefusedEdit;
}

/**
 * Message 102: varUint 102, varUint id. The answer to `encodeAskClientId`, after the text (the first step 2): write
 * under this client id, which nobody else has in this document. 0: none, you may only read.
 */
export function encodeClientId(clientId: number): Uint8Array {
  return numbered(MESSAGE.clientId, clientId);
}

/** Reads what follows the message number: call it from `provider.messageHandlers[MESSAGE.clientId]`. */
export function readClientId(decoder: decoding.Decoder): number {
  return decoding.readVarUint(decoder);
}

/** Message 103: varUint 103, varUint schema version (`SCHEMA_VERSION` of the editor that asks). */
export function encodeAskClientId(schemaVersion: number): Uint8Array {
  return numbered(MESSAGE.askClientId, schemaVersion);
}

/**
 * Message 104: varUint 104, varUint id. Everything this connection wrote under the id is acknowledged and it writes
 * nothing more under it, so the same person may be given it again. Unanswered.
 */
export function encodeReleaseClientId(clientId: number): Uint8Array {
  return numbered(MESSAGE.releaseClientId, clientId);
}

function numbered(message: number, value: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, message);
    encoding.writeVarUint(encoder, value);
  });
}

/** A frame that carries a state vector (step 1) or an update (step 2, update), version 1 encoding. */
export function encodeSync(kind: keyof typeof SYNC, content: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, SYNC[kind]);
    encoding.writeVarUint8Array(encoder, content);
  });
}

/** No entries is a lawful message too: it tells a y-websocket client that the connection is alive. */
export function encodePresenceFrame(entries: readonly PresenceEntry[]): Uint8Array {
  return presenceFrameOf(entries.map(encodePresenceEntry));
}

/** The same frame, of entries that are encoded already. */
export function presenceFrameOf(entries: readonly Uint8Array[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.presence);
    encoding.writeVarUint8Array(encoder, joined(entries));
  });
}

/** Everything a client may send. The bytes are copies: nothing in them points into the socket's buffer. */
export type ClientMessage =
  | { readonly kind: 'step1'; readonly stateVector: Uint8Array }
  | { readonly kind: 'step2' | 'update'; readonly update: Uint8Array }
  | { readonly kind: 'presence'; readonly entries: readonly PresenceEntry[] }
  | { readonly kind: 'ask-presence' }
  | { readonly kind: 'ask-client-id'; readonly schemaVersion: number }
  | { readonly kind: 'release-client-id'; readonly clientId: number };

/**
 * Undefined when the frame is anything but exactly one message that a client may send. `presenceEntries`: clients that
 * a presence message may name.
 */
export function decodeClientMessage(frame: Uint8Array, presenceEntries?: number): ClientMessage | undefined {
  try {
    const decoder = decoding.createDecoder(frame);
    const message = readClientMessage(decoder, presenceEntries);
    // Bytes left over could be a second message that hides behind the first.
    return decoder.pos === frame.length ? message : undefined;
  } catch {
    return undefined;
  }
}

function readClientMessage(
  decoder: decoding.Decoder,
  presenceEntries: number | undefined
): ClientMessage | undefined {
  switch (decoding.readVarUint(decoder)) {
    case MESSAGE.sync:
      return readSync(decoder);
    case MESSAGE.presence: {
      const entries = decodePresence(decoding.readVarUint8Array(decoder), presenceEntries);
      return entries && { kind: 'presence', entries };
    }
    case MESSAGE.askPresence:
      return { kind: 'ask-presence' };
    case MESSAGE.askClientId:
      return { kind: 'ask-client-id', schemaVersion: decoding.readVarUint(decoder) };
    case MESSAGE.releaseClientId:
      return { kind: 'release-client-id', clientId: decoding.readVarUint(decoder) };
    default:
      return undefined;
  }
}

function readSync(decoder: decoding.Decoder): ClientMessage | undefined {
  const kind = decoding.readVarUint(decoder);
  const content = decoding.readVarUint8Array(decoder).slice();
  switch (kind) {
    case SYNC.step1:
      return { kind: 'step1', stateVector: content };
    case SYNC.step2:
      return { kind: 'step2', update: content };
    case SYNC.update:
      return { kind: 'update', update: content };
    default:
      return undefined;
  }
}
