import { createSecretKey, type KeyObject } from 'node:crypto';
import { createClient } from '@redis/client';
import type { Logger } from 'pino';
import type { DocumentId } from '#domain/ids';
import type { Bus, Hint, NodeId } from './bus';
import { decodeMessage, encodeMessage, inPieces, type Message } from './bus-messages';
import { RoomChannels } from './room-channels';

export interface RedisBusOptions {
  /** "redis://…" or "rediss://…". */
  readonly url: string;
  readonly node: NodeId;
  /** One per database: nodes of two deployments on one Redis never hear one another. Documents have channels of their own behind it. */
  readonly channel: string;
  /** Known to every node of this deployment, and to nobody who only has Redis. */
  readonly key: Uint8Array;
  readonly log: Logger;
  readonly limits?: Partial<RedisBusLimits>;
}

/** Times in milliseconds. */
const LIMITS = {
  /** Bytes that Redis has not confirmed; over it hints are dropped, which costs others a look into the database. */
  unconfirmed: 8 * 1024 * 1024,
  /** A Redis that has not answered for so long is sent nothing more until it does. */
  patience: 5_000,
  /** The pauses between attempts to connect double up to this, and vary, so that nodes do not come all at once. */
  longestPause: 2_000,
  /** A connection without a sign of life is given up after this. */
  silence: 15_000
};

type RedisBusLimits = typeof LIMITS;

/** Hints over publish/subscribe channels of Redis or Valkey. Connects, and connects again, for ever. */
export class RedisBus implements Bus {
  readonly node: NodeId;
  readonly #client: ReturnType<typeof connectionTo>;
  readonly #limits: RedisBusLimits;
  readonly #key: KeyObject;
  readonly #rooms: RoomChannels;
  readonly #listeners: ((hint: Hint) => void)[] = [];
  readonly #reconnected: (() => void)[] = [];
  readonly #attending: ((documentId: DocumentId) => void)[] = [];
  readonly #hear = (bytes: Buffer): void => this.#heard(bytes);
  /** When each message that Redis has not confirmed was sent, and how many bytes they are together. */
  readonly #sentAt = new Map<symbol, number>();
  #unconfirmed = 0;
  #connected = false;
  /** Hints have been dropped since everybody was last told so. */
  #dropped = false;
  #closed = false;
  #complainedAt = -Infinity;

  constructor(private readonly options: RedisBusOptions) {
    this.node = options.node;
    this.#limits = { ...LIMITS, ...options.limits };
    this.#key = createSecretKey(options.key);
    this.#client = connectionTo(options.url, this.#limits);
    this.#rooms = new RoomChannels({
      client: this.#client,
      channelOf: (documentId) => this.#channelOf(documentId),
      hear: this.#hear,
      attending: (documentId) => {
        for (const listener of this.#attending) listener(documentId);
      }
    });
    this.#client.on('ready', () => void this.#subscribe());
    this.#client.on('error', () => this.#lost());
    this.#client.on('end', () => this.#lost());
    // Goes on trying for ever; it only ends because we closed it.
    void this.#client.connect().catch(() => undefined);
  }

  get connected(): boolean {
    return this.#connected;
  }

  publish(hint: Hint): void {
    if (!this.#connected) return;
    if (this.#tooFarBehind()) {
      this.#dropped = true;
      return;
    }
    for (const piece of inPieces(hint)) this.#send({ node: this.node, hint: piece });
  }

  listen(listener: (hint: Hint) => void): void {
    this.#listeners.push(listener);
  }

  attend(documentId: DocumentId): void {
    if (!this.#closed) this.#rooms.attend(documentId);
  }

  leave(documentId: DocumentId): void {
    if (!this.#closed) this.#rooms.leave(documentId);
  }

  onAttending(listener: (documentId: DocumentId) => void): void {
    this.#attending.push(listener);
  }

  onReconnect(listener: () => void): void {
    this.#reconnected.push(listener);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#connected = false;
    this.#client.destroy();
  }

  /** When our own word comes back to us, the subscription really stands. */
  async #subscribe(): Promise<void> {
    this.#rooms.stands();
    try {
      await this.#client.subscribe(this.options.channel, this.#hear, true);
      this.#sayBack();
    } catch {
      // The connection went again: the next "ready" comes back here.
    }
  }

  #sayBack(): void {
    this.#dropped = false;
    this.#send({ node: this.node, hint: { kind: 'back', node: this.node } });
  }

  #send(message: Message): void {
    const bytes = encodeMessage(message, this.#key);
    const sent = Symbol();
    this.#sentAt.set(sent, performance.now());
    this.#unconfirmed += bytes.length;
    const answered = () => {
      this.#sentAt.delete(sent);
      this.#unconfirmed -= bytes.length;
      if (this.#dropped && this.#connected && !this.#tooFarBehind()) this.#sayBack();
    };
    const { hint } = message;
    const channel = this.#channelOf('documentId' in hint ? hint.documentId : undefined);
    void this.#client.publish(channel, Buffer.from(bytes)).then(answered, answered);
  }

  #channelOf(documentId: DocumentId | undefined): string {
    const { channel } = this.options;
    return documentId === undefined ? channel : `${channel}:${documentId}`;
  }

  #tooFarBehind(): boolean {
    const [oldest] = this.#sentAt.values();
    const { unconfirmed, patience } = this.#limits;
    return this.#unconfirmed > unconfirmed || (oldest !== undefined && performance.now() - oldest > patience);
  }

  #heard(bytes: Buffer): void {
    const message = decodeMessage(bytes, this.#key);
    if (!message) return this.#complain(bytes.length);
    if (this.#closed) return;
    if (message.node !== this.node) for (const listener of this.#listeners) listener(message.hint);
    else if (message.hint.kind === 'back') this.#stands();
  }

  #stands(): void {
    if (!this.#connected) this.options.log.info('connected to the other nodes');
    this.#connected = true;
    for (const listener of this.#reconnected) listener();
  }

  #lost(): void {
    if (!this.#connected) return;
    this.#connected = false;
    if (!this.#closed) this.options.log.warn('the connection to the other nodes is lost');
  }

  /** Once a second at most, and never what it says: it may be anybody's. */
  #complain(bytes: number): void {
    if (performance.now() - this.#complainedAt < 1000) return;
    this.#complainedAt = performance.now();
    this.options.log.warn({ bytes }, 'a message that is not from a node of this deployment was dropped');
  }
}

function connectionTo(url: string, { longestPause, silence }: RedisBusLimits) {
  const pause = (retries: number) => Math.min(longestPause, 50 * 2 ** Math.min(retries, 10));
  return createClient({
    url,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    pingInterval: silence / 3,
    socket: {
      connectTimeout: 5_000,
      socketTimeout: silence,
      reconnectStrategy: (retries) => pause(retries) * (0.5 + Math.random() / 2)
    }
  });
}
