import type { RefusalCode } from '#domain/refusal';

/**
 * What the connection to a draft has been through. Pure, so that the promise of the status line ("Saved" is only
 * said of text that the server has acknowledged) can be tested on its own.
 */
export interface ConnectionState {
  readonly link: 'opening' | 'open' | 'closed';
  /** The server's text has been here at least once. */
  readonly loaded: boolean;
  /** What this device had kept of the text is in the document. */
  readonly copied: boolean;
  /** A connection was tried and lost, or took too long, at least once before the text came. */
  readonly failed: boolean;
  /** What the server said of this person: they write under a client id, or may only read. */
  readonly writing: 'unknown' | 'allowed' | 'read-only';
  /** Sync messages (step 2 and update) sent over this connection. */
  readonly sent: number;
  /** How many of them the server has acknowledged. */
  readonly acknowledged: number;
  /** A step 2 carrying everything the server lacked has gone out over this connection, and nothing was lost since. */
  readonly complete: boolean;
  readonly stopped: Stopped | null;
}

/** Why sending has ended until the person does something. */
export interface Stopped {
  /**
   * "not-allowed": what waits will never be taken in. The others keep it waiting: until the person has signed in
   * again ("signed-out"), has loaded the newer page ("reload-needed"), or until this page is opened again
   * ("held-back": by the right person, or at a slower pace).
   */
  readonly why: 'not-allowed' | 'signed-out' | 'reload-needed' | 'held-back';
  /** One plain sentence for the person. */
  readonly message: string;
}

export type ConnectionEvent =
  | {
      readonly kind:
        'opening' | 'opened' | 'closed' | 'overdue' | 'loaded' | 'copied' | 'not-sent' | 'resumed';
    }
  | { readonly kind: 'sent'; readonly message: 'step2' | 'update' }
  | { readonly kind: 'saved-up-to'; readonly received: number }
  | { readonly kind: 'named'; readonly writing: 'allowed' | 'read-only' }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly message: string }
  | ({ readonly kind: 'stopped' } & Stopped);

/** The words on the status line. */
export type DraftStatus = 'connecting' | 'saved' | 'saving' | 'offline' | 'read-only' | Stopped['why'];

export function notConnected(): ConnectionState {
  return {
    link: 'closed',
    loaded: false,
    copied: false,
    failed: false,
    writing: 'unknown',
    sent: 0,
    acknowledged: 0,
    complete: false,
    stopped: null
  };
}

/** After these the server asks for everything that is missing, so nothing needs to be done here but wait. */
const ASKED_AGAIN: readonly RefusalCode[] = ['not-stored', 'edit-out-of-order'];

/** Refusals of the moment: what waits may still be taken in. After any other, it never will be. */
const WHY_STOPPED: Readonly<Partial<Record<RefusalCode, Stopped['why']>>> = {
  'reload-needed': 'reload-needed',
  'signed-out': 'signed-out',
  'too-fast': 'held-back'
};

export function nextState(state: ConnectionState, event: ConnectionEvent): ConnectionState {
  switch (event.kind) {
    case 'opening':
      return { ...state, link: 'opening', sent: 0, acknowledged: 0, complete: false };
    case 'opened':
      return { ...state, link: 'open' };
    case 'closed':
      return { ...state, link: 'closed', complete: false, failed: true };
    case 'overdue':
      return { ...state, failed: true };
    case 'loaded':
      return { ...state, loaded: true };
    case 'copied':
      return { ...state, copied: true };
    case 'named':
      return { ...state, writing: event.writing };
    case 'sent':
      return { ...state, sent: state.sent + 1, complete: state.complete || event.message === 'step2' };
    case 'not-sent':
      return { ...state, complete: false };
    case 'saved-up-to':
      return { ...state, acknowledged: Math.max(state.acknowledged, event.received) };
    case 'refused':
      return afterRefusal(state, event);
    case 'stopped':
      return { ...state, complete: false, stopped: { why: event.why, message: event.message } };
    case 'resumed':
      return { ...state, stopped: null };
  }
}

function afterRefusal(
  state: ConnectionState,
  { code, message }: { readonly code: RefusalCode; readonly message: string }
): ConnectionState {
  if (ASKED_AGAIN.includes(code)) return { ...state, complete: false };
  return {
    ...state,
    complete: false,
    stopped: state.stopped ?? { why: WHY_STOPPED[code] ?? 'not-allowed', message }
  };
}

export function statusOf(state: ConnectionState): DraftStatus {
  if (state.stopped) return state.stopped.why;
  if (!state.loaded) return state.failed && state.link !== 'open' ? 'offline' : 'connecting';
  if (state.link !== 'open') return 'offline';
  if (!state.complete || state.acknowledged < state.sent) return 'saving';
  return state.writing === 'read-only' ? 'read-only' : 'saved';
}

/**
 * Whether the text can be shown for editing. Not before the server's text is here and it is known under which client
 * id to write; without the server, what this device has must do.
 */
export function canStart(state: ConnectionState): boolean {
  if (state.stopped) return state.loaded;
  if (state.loaded && state.writing !== 'unknown') return true;
  return (state.loaded || state.copied) && state.failed && state.link !== 'open';
}

/** Whether what is typed has a prospect of being sent. */
export function mayType(state: ConnectionState): boolean {
  if (state.stopped) return state.stopped.why === 'signed-out';
  return state.writing !== 'read-only';
}
