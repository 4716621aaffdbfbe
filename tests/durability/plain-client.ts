import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import {
  encodeAskClientId,
  encodeSync,
  MESSAGE,
  readClientId,
  readRefused,
  readSavedUpTo,
  SYNC
} from '#protocol/messages';
import { SCHEMA_VERSION } from '#schema/schema-version';
import { wordsInBytes } from './numbered-words';

/** Where a client goes, and as whom. */
export interface Place {
  /** "http://localhost:PORT", which is also the Origin. */
  readonly url: string;
  readonly cookie: string;
  readonly room: string;
}

const NOTHING_NEW = new Uint8Array([0, 0]);

/**
 * A bare socket that keeps no document: it looks for numbered words in what it is sent, and counts what is
 * acknowledged. Many of them cost little, so that the server is what is tested.
 */
export class PlainClient {
  /** Words that were in updates of others. */
  readonly seen = new Set<string>();
  /** Words of its own that are acknowledged. */
  readonly acknowledged = new Set<string>();
  readonly refusals: string[] = [];
  readonly closed: Promise<number>;
  closedWith: number | undefined;
  /** The server has the document open and has asked what this client has. */
  asked = false;
  /** What each message that counts had in it. */
  readonly #sent: (string | undefined)[] = [];
  #received = 0;
  readonly #wakers = new Set<() => void>();
  #whole: Uint8Array | undefined;
  #clientId: number | undefined;

  private constructor(readonly socket: WebSocket) {
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => this.#hear(data));
    this.closed = new Promise((resolve) => {
      socket.on('close', (code) => {
        this.closedWith = code;
        resolve(code);
        this.#wake();
      });
    });
  }

  /** Rejects with the HTTP status when it is refused. */
  static async open({ url, cookie, room }: Place): Promise<PlainClient> {
    const address = `${url.replace('http', 'ws').replace('localhost', '127.0.0.1')}/sync/${room}`;
    const socket = new WebSocket(address, { headers: { cookie }, origin: url });
    const client = new PlainClient(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return client;
  }

  get open(): boolean {
    return this.closedWith === undefined && this.socket.readyState === this.socket.OPEN;
  }

  /** Messages that were acknowledged, its answer to the server's question among them. */
  get received(): number {
    return this.#received;
  }

  /** Sends an update that has these words in it. */
  send(update: Uint8Array, words?: string): void {
    if (!this.open) return;
    this.#sent.push(words);
    this.socket.send(encodeSync('update', update));
  }

  /** A client id of its own, as our editor asks for it. */
  async askClientId(): Promise<number> {
    this.socket.send(encodeAskClientId(SCHEMA_VERSION));
    await this.until(() => this.#clientId !== undefined);
    return this.#clientId!;
  }

  /** The whole document, as somebody sees it who has just come. */
  async wholeDocument(): Promise<Y.Doc> {
    this.#whole = undefined;
    const doc = new Y.Doc();
    this.socket.send(encodeSync('step1', Y.encodeStateVector(doc)));
    await this.until(() => this.#whole !== undefined);
    Y.applyUpdate(doc, this.#whole!);
    return doc;
  }

  /** It has answered the server's question: from here on it is sent every row. */
  reads(): Promise<void> {
    return this.until(() => this.asked && this.#received > 0);
  }

  /** Everything that was sent so far is acknowledged. */
  allSaved(): Promise<void> {
    const count = this.#sent.length;
    return this.until(() => this.#received >= count);
  }

  /** Resolves when the condition is met; rejects when the socket ends before. Looked at with each message. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.closedWith !== undefined) throw new Error(`The socket was closed with ${this.closedWith}.`);
      await new Promise<void>((wake) => this.#wakers.add(wake));
    }
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }

  #hear(frame: Buffer): void {
    const decoder = decoding.createDecoder(frame);
    const message = decoding.readVarUint(decoder);
    if (message === MESSAGE.sync) this.#hearSync(decoder);
    else if (message === MESSAGE.savedUpTo) this.#hearSaved(readSavedUpTo(decoder).received);
    else if (message === MESSAGE.refused) this.refusals.push(readRefused(decoder).code);
    else if (message === MESSAGE.clientId) this.#clientId = readClientId(decoder);
    this.#wake();
  }

  #hearSync(decoder: decoding.Decoder): void {
    const kind = decoding.readVarUint(decoder);
    if (kind === SYNC.step1) {
      this.asked = true;
      this.#sent.push(undefined);
      this.socket.send(encodeSync('step2', NOTHING_NEW));
      return;
    }
    const bytes = decoding.readVarUint8Array(decoder);
    if (kind === SYNC.step2) this.#whole = bytes.slice();
    for (const word of wordsInBytes(bytes)) this.seen.add(word);
  }

  /** A refusal is said before the acknowledgement that passes it; after one, nothing here counts as stored. */
  #hearSaved(received: number): void {
    for (const words of this.#sent.slice(this.#received, received))
      if (words && this.refusals.length === 0) this.acknowledged.add(words);
    this.#received = received;
  }

  #wake(): void {
    for (const wake of this.#wakers) wake();
    this.#wakers.clear();
  }
}
