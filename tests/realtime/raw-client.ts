import type { Socket } from 'node:net';
import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import {
  encodePresenceFrame,
  encodeSync,
  MESSAGE,
  readClientId,
  readRefused,
  readSavedUpTo,
  SYNC
} from '#protocol/messages';
import { decodePresence } from '#protocol/presence-entries';
import { ORIGIN, type SyncPerson, type SyncWorld } from './sync-world';

/** What the server said, read without any code of the server. */
export type Said =
  | { readonly kind: 'step1' | 'step2' | 'update'; readonly bytes: Uint8Array }
  | { readonly kind: 'presence'; readonly entries: { clientId: number; clock: number; state: string }[] }
  | { readonly kind: 'saved'; readonly received: number; readonly sequence: number }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'client-id'; readonly clientId: number };

type Of<Kind extends Said['kind']> = Said & { readonly kind: Kind };

/** A bare socket that says exactly what a test tells it to, and remembers what it heard. */
export class RawClient {
  readonly heard: Said[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #unread: Said[] = [];
  readonly #wakers = new Set<() => void>();

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.#hear(new Uint8Array(data)));
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
    });
    socket.on('error', () => undefined);
  }

  static async open(
    world: Pick<SyncWorld, 'url'> & { readonly origin?: string },
    person: Pick<SyncPerson, 'cookie'>,
    room: string
  ): Promise<RawClient> {
    const socket = new WebSocket(`${world.url}/${room}`, {
      headers: { cookie: person.cookie },
      origin: world.origin ?? ORIGIN
    });
    const client = new RawClient(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return client;
  }

  send(frame: Uint8Array | string): void {
    this.socket.send(frame);
  }

  /** Everything that is sent in here leaves in one piece. */
  corked(send: () => void): void {
    const { _socket: wire } = this.socket as unknown as { _socket: Socket };
    wire.cork();
    send();
    wire.uncork();
  }

  sendUpdate(update: Uint8Array): void {
    this.send(encodeSync('update', update));
  }

  sendPresence(clientId: number, state: unknown, clock = 1): void {
    this.send(encodePresenceFrame([{ clientId, clock, state: JSON.stringify(state) }]));
  }

  /** The next message of this kind that no call of `next` has answered yet. */
  async next<Kind extends Said['kind']>(kind: Kind): Promise<Of<Kind>> {
    for (;;) {
      const at = this.#unread.findIndex((said) => said.kind === kind);
      if (at >= 0) return this.#unread.splice(at, 1)[0] as Of<Kind>;
      await new Promise<void>((wake) => this.#wakers.add(wake));
    }
  }

  /** The next presence frame that says something. */
  async presence(): Promise<Of<'presence'>> {
    for (;;) {
      const said = await this.next('presence');
      if (said.entries.length > 0) return said;
    }
  }

  /** Acknowledgement of at least so many messages. */
  async saved(received: number): Promise<Of<'saved'>> {
    for (;;) {
      const said = await this.next('saved');
      if (said.received >= received) return said;
    }
  }

  /**
   * Asks for the whole document. The room does everything in order, so whatever it did before, also for others,
   * has been said to this client when the answer is there.
   */
  async wholeDocument(): Promise<Y.Doc> {
    const doc = new Y.Doc();
    this.send(encodeSync('step1', Y.encodeStateVector(doc)));
    Y.applyUpdate(doc, (await this.next('step2')).bytes);
    return doc;
  }

  all<Kind extends Said['kind']>(kind: Kind): Of<Kind>[] {
    return this.heard.filter((said) => said.kind === kind) as Of<Kind>[];
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }

  #hear(frame: Uint8Array): void {
    const said = read(frame);
    this.heard.push(said);
    this.#unread.push(said);
    for (const wake of this.#wakers) wake();
    this.#wakers.clear();
  }
}

function read(frame: Uint8Array): Said {
  const decoder = decoding.createDecoder(frame);
  const message = decoding.readVarUint(decoder);
  if (message === MESSAGE.savedUpTo) return { kind: 'saved', ...readSavedUpTo(decoder) };
  if (message === MESSAGE.refused) return { kind: 'refused', ...readRefused(decoder) };
  if (message === MESSAGE.clientId) return { kind: 'client-id', clientId: readClientId(decoder) };
  if (message === MESSAGE.presence) {
    return { kind: 'presence', entries: decodePresence(decoding.readVarUint8Array(decoder)) ?? [] };
  }
  if (message !== MESSAGE.sync) throw new Error(`The server said ${message}.`);
  const kind = decoding.readVarUint(decoder);
  const name = (['step1', 'step2', 'update'] as const).find((each) => SYNC[each] === kind)!;
  return { kind: name, bytes: decoding.readVarUint8Array(decoder).slice() };
}
