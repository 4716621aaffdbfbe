import { WebsocketProvider } from 'y-websocket';
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import type { Awareness } from 'y-protocols/awareness';
import { mayReconnect } from '#protocol/close-codes';
import { comebackPause } from '#protocol/comeback';
import {
  encodeAskClientId,
  encodeReleaseClientId,
  MESSAGE,
  readClientId,
  readRefused,
  readSavedUpTo,
  SYNC
} from '#protocol/messages';
import { SCHEMA_VERSION } from '#schema/schema-version';
import { BODY } from '#schema/schema';
import { ClientName } from './client-name';
import {
  nextState,
  notConnected,
  statusOf,
  type ConnectionEvent,
  type ConnectionState,
  type Stopped
} from './connection-state';
import { isPresence, sentText } from './sent-message';
import { hasLoosePieces, ServerKnowledge, type Clocks } from './server-knowledge';
import { LOOSE_PIECES, stoppedBy } from './stop-sentences';
import { unsentText } from './unsent-text';

export interface DraftAddress {
  /** e.g. "wss://concordat.example/sync" */
  readonly server: string;
  readonly room: string;
}

export interface DraftHooks {
  /** After every change of the connection's state. */
  onChange(state: ConnectionState): void;
  /**
   * Asks over HTTP why the socket was refused, which a browser does not tell. Null: nothing speaks against trying
   * again.
   */
  whyRefused(): Promise<Stopped | null>;
}

export interface DraftParts {
  readonly Socket?: typeof WebSocket;
  /** The document, with whatever this device had kept of it. */
  readonly ydoc?: Y.Doc;
  /** How much of that the server is known to have. */
  readonly known?: Clocks | undefined;
  /** Sent by the editor at every connection; a server whose text it cannot write asks for a reload. */
  readonly schemaVersion?: number;
  /** By which waits are drawn: from 0 up to 1. */
  readonly random?: () => number;
  /** Runs something after so many milliseconds, unless what it answers is called before. */
  readonly after?: (milliseconds: number, run: () => void) => () => void;
}

/** Longest wait before the next try, in milliseconds. */
const LONGEST_PAUSE = 5000;
/** How long the server's text is waited for when this device has a copy, in milliseconds. */
const PATIENCE = 4000;

/**
 * One draft, kept in step with the server over y-websocket. It knows at any moment whether everything written here
 * has been acknowledged.
 */
export class DraftConnection {
  readonly ydoc: Y.Doc;
  readonly #provider: WebsocketProvider;
  readonly #hooks: DraftHooks;
  readonly #parts: DraftParts;
  readonly #name: ClientName;
  readonly #server: ServerKnowledge;
  #state = notConnected();
  /** A client id that came before the text. */
  #offered: number | undefined;
  #stopWaiting: () => void = () => {};
  readonly #overdue: ReturnType<typeof setTimeout>;
  #destroyed = false;

  constructor(address: DraftAddress, hooks: DraftHooks, parts: DraftParts = {}) {
    this.#hooks = hooks;
    this.#parts = parts;
    this.ydoc = parts.ydoc ?? new Y.Doc();
    this.#server = new ServerKnowledge(parts.known);
    this.#provider = new WebsocketProvider(address.server, address.room, this.ydoc, {
      connect: false,
      // Honest clients never pass on other people's edits: the server checks who wrote what.
      disableBc: true,
      WebSocketPolyfill: this.#watched(parts.Socket ?? WebSocket),
      // Reconnecting is done here: before edits are sent again it must be sure that they go out under the same name.
      shouldReconnect: () => false
    });
    this.#name = new ClientName(this.ydoc, this.awareness, (id) => this.#send(encodeReleaseClientId(id)));
    this.#name.onChanged = () => queueMicrotask(() => this.networkChanged());
    this.#listen();
    if (this.ydoc.store.clients.size > 0) this.#apply({ kind: 'copied' });
    this.#overdue = setTimeout(() => this.#apply({ kind: 'overdue' }), PATIENCE);
    this.#provider.connect();
  }

  get awareness(): Awareness {
    return this.#provider.awareness;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** What the server is known to have. */
  get known(): Clocks {
    return this.#server.clocks;
  }

  /** The paragraphs with words that the server is not known to have, as plain text. */
  unsentText(): string {
    return unsentText(this.ydoc, this.ydoc.getXmlFragment(BODY), this.known);
  }

  /** Shows this person to the others; before that they are not seen. */
  appear(state: Record<string, unknown>): void {
    this.#name.appear(state);
  }

  /** After signing in again: asks whether it is allowed now, then sends what is waiting. */
  async resume(): Promise<void> {
    if (this.#state.stopped?.why !== 'signed-out') return;
    const stopped = await this.#hooks.whyRefused();
    if (this.#destroyed) return;
    if (stopped) return this.#apply({ kind: 'stopped', ...stopped });
    this.#apply({ kind: 'resumed' });
    this.#provider.connect();
  }

  /** The browser says that the network went or came: the old socket is not waited for. */
  networkChanged(): void {
    if (this.#state.stopped || this.#destroyed) return;
    this.#stopWaiting();
    this.#provider.disconnect();
    this.#provider.connect();
  }

  /** The page is left, perhaps to come back: a client id under which everything is saved can be used again. */
  leave(): void {
    if (statusOf(this.#state) === 'saved') this.#name.giveBack();
  }

  /** The page was left and has come back as it was. */
  comeBack(): void {
    this.#name.forget();
    this.networkChanged();
  }

  destroy(): void {
    this.leave();
    this.#destroyed = true;
    this.#stopWaiting();
    clearTimeout(this.#overdue);
    this.#name.destroy();
    this.#provider.destroy();
    this.#provider.awareness.destroy();
    this.ydoc.destroy();
  }

  #apply(event: ConnectionEvent): void {
    if (this.#destroyed) return;
    this.#state = nextState(this.#state, event);
    if (event.kind === 'saved-up-to') this.#noteSaved();
    this.#hooks.onChange(this.#state);
  }

  #noteSaved(): void {
    const { complete, acknowledged, sent } = this.#state;
    if (complete && acknowledged >= sent) this.#server.addVector(Y.encodeStateVector(this.ydoc));
  }

  #listen(): void {
    const provider = this.#provider;
    this.#listenToMessages();
    provider.on('status', ({ status }) => {
      if (status !== 'connected') return;
      this.#apply({ kind: 'opened' });
      // At every connection: the server may have been updated since the last one.
      this.#send(encodeAskClientId(this.#parts.schemaVersion ?? SCHEMA_VERSION));
    });
    provider.on('sync', (synced) => {
      if (synced) this.#loaded();
    });
    provider.on('connection-close', () => {
      this.#offered = undefined;
      this.#apply({ kind: 'closed' });
    });
    provider.on('closed', ({ code }) => this.#closed(code));
    this.ydoc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === provider) return this.#server.addUpdate(update);
      // A socket that is closing is still "connected" to the provider, which then drops the edit without a word.
      if (provider.ws?.readyState !== 1) this.#apply({ kind: 'not-sent' });
    });
  }

  #listenToMessages(): void {
    const provider = this.#provider;
    const handlers = provider.messageHandlers;
    const sync = handlers[MESSAGE.sync]!;
    handlers[MESSAGE.sync] = (encoder, decoder, ...rest) => {
      this.#noteQuestion(decoding.clone(decoder));
      sync(encoder, decoder, ...rest);
    };
    handlers[MESSAGE.savedUpTo] = (_encoder, decoder) => {
      this.#apply({ kind: 'saved-up-to', received: readSavedUpTo(decoder).received });
    };
    handlers[MESSAGE.refused] = (_encoder, decoder) => {
      this.#apply({ kind: 'refused', ...readRefused(decoder) });
      if (this.#state.stopped) provider.disconnect();
    };
    handlers[MESSAGE.clientId] = (_encoder, decoder) => this.#offer(readClientId(decoder));
  }

  /** With its question the server says what it has. */
  #noteQuestion(decoder: decoding.Decoder): void {
    if (decoding.readVarUint(decoder) !== SYNC.step1) return;
    this.#server.addVector(decoding.readVarUint8Array(decoder));
  }

  /** An id may have pieces in the text already: were it taken before they are here, Yjs would take another. */
  #offer(id: number): void {
    if (this.#provider.synced) return this.#named(id);
    this.#offered = id;
  }

  #named(id: number): void {
    if (id !== 0) this.#name.given(id);
    this.#apply({ kind: 'named', writing: id === 0 ? 'read-only' : 'allowed' });
  }

  #loaded(): void {
    clearTimeout(this.#overdue);
    this.#apply({ kind: 'loaded' });
    if (this.#offered !== undefined) this.#named(this.#offered);
    this.#offered = undefined;
    // The server's whole text is here, so nobody has what is still missing.
    if (!hasLoosePieces(this.ydoc)) return;
    this.#apply({ kind: 'stopped', ...LOOSE_PIECES });
    this.#provider.disconnect();
  }

  #closed(code: number): void {
    if (this.#state.stopped || this.#destroyed) return;
    if (!mayReconnect(code)) return this.#apply({ kind: 'stopped', ...stoppedBy(code) });
    const { random = Math.random, after = afterTime } = this.#parts;
    const pause = comebackPause(this.#provider.wsUnsuccessfulReconnects, random(), LONGEST_PAUSE);
    this.#stopWaiting = after(pause, () => void this.#tryAgain());
  }

  /** Asking, too, waits its time: everybody else who lost this server asks as well. */
  async #tryAgain(): Promise<void> {
    const stopped = await this.#hooks.whyRefused();
    if (this.#state.stopped || this.#destroyed) return;
    if (stopped) this.#apply({ kind: 'stopped', ...stopped });
    else this.#provider.connect();
  }

  /** A message besides those that the provider sends; dropped when there is no connection. */
  #send(message: Uint8Array): void {
    const { ws } = this.#provider;
    if (ws?.readyState === 1) ws.send(message as Uint8Array<ArrayBuffer>);
  }

  /** The provider makes its sockets from this class, so that every message it sends is counted. */
  #watched(Socket: typeof WebSocket): typeof WebSocket {
    const apply = (event: ConnectionEvent) => this.#apply(event);
    const nameless = () => !this.awareness.getLocalState() && this.#state.writing === 'unknown';
    return class extends Socket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        apply({ kind: 'opening' });
      }

      override send(data: Parameters<WebSocket['send']>[0]): void {
        // Even "has gone" names a client id, which is not ours before the server has given it.
        if (isPresence(data) && nameless()) return;
        const message = sentText(data);
        if (message) apply({ kind: 'sent', message });
        super.send(data);
      }
    };
  }
}

function afterTime(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}
