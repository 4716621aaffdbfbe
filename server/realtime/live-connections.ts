import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { MemberId, PartnershipId } from '#domain/ids';
import type { Actor } from '#domain/membership';
import { CLOSE } from '#protocol/close-codes';
import { LIVE_LIMITS, type LiveLimits } from '#protocol/limits';
import { decodeWatch, encodeChanged } from '#protocol/live-messages';
import { parseTopic, topicName, type Topic } from '#protocol/topics';
import type { Sessions } from '../auth/sessions';
import type { Database } from '../db/database';
import { watchable } from '../reads/watchable';
import type { EventLog } from './event-log';
import { MessageBucket } from './message-bucket';
import { refuseUpgrade } from './refuse-upgrade';

interface Connection {
  readonly socket: WebSocket;
  actor: Extract<Actor, { kind: 'person' }>;
  topics: Set<string>;
  alive: boolean;
  readonly bucket: MessageBucket;
  /** What the newest frame asks for, until it is its turn; an older one that waited is forgotten. */
  waiting: readonly Topic[] | undefined;
  busy: boolean;
}

interface Options {
  readonly sessions: Sessions;
  readonly db: Database;
  readonly origins: readonly string[];
  readonly limits?: Partial<LiveLimits>;
  readonly events?: EventLog;
}

/** The `/live` sockets: one per open page. They carry announcements, never content. */
export class LiveConnections {
  readonly #limits: LiveLimits;
  readonly #server: WebSocketServer;
  readonly #connections = new Set<Connection>();
  #lease: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(private readonly options: Options) {
    this.#limits = { ...LIVE_LIMITS, ...options.limits };
    this.#server = webSocketServer(this.#limits);
    this.#lease = this.#nextRenewal();
  }

  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { sessions, origins } = this.options;
    if (!origins.includes(request.headers.origin ?? '')) return this.#refuse(socket, 403);
    const actor = await sessions.actorOf(sessions.tokenIn(request.headers.cookie));
    if (actor.kind === 'nobody') return this.#refuse(socket, 401);
    if (this.#isFull(actor)) return this.#refuse(socket, 429, actor);
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#open(opened, actor));
  }

  /** Tells every page that watches one of these topics. */
  announce(topics: readonly Topic[]): void {
    for (const connection of this.#connections) {
      const seen = topics.filter((topic) => connection.topics.has(topicName(topic)));
      if (seen.length > 0) this.#send(connection, seen);
    }
  }

  /** Announcements may have been missed: every page asks for what it watches again. */
  refreshAll(): void {
    for (const connection of this.#connections) {
      const topics = [...connection.topics].flatMap((name) => parseTopic(name) ?? []);
      if (topics.length > 0) this.#send(connection, topics);
    }
  }

  /** Members of this partnership with a page open right now. */
  present(partnershipId: PartnershipId): ReadonlySet<MemberId> {
    const present = new Set<MemberId>();
    for (const { actor } of this.#connections) {
      const membership = actor.memberships.find((each) => each.partnershipId === partnershipId);
      if (membership) present.add(membership.memberId);
    }
    return present;
  }

  /** After a membership, a role or an account has changed: asks again what everybody may see. */
  async recheck(): Promise<void> {
    await Promise.all([...this.#connections].map((connection) => this.#renewOrClose(connection)));
  }

  endSession(sessionHash: string): void {
    for (const { socket, actor } of this.#connections) {
      if (actor.sessionHash === sessionHash) socket.close(CLOSE.sessionEnded, 'session ended');
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#lease);
    for (const { socket } of this.#connections) socket.close(CLOSE.unavailable, 'closing');
    this.#server.close();
  }

  #open(socket: WebSocket, actor: Connection['actor']): void {
    const bucket = new MessageBucket(this.#limits.messagesPerSecond, this.#limits.messageBurst);
    const state = { topics: new Set<string>(), alive: true, waiting: undefined, busy: false };
    const connection: Connection = { socket, actor, bucket, ...state };
    this.#connections.add(connection);
    socket.on('message', (data, isBinary) => this.#receive(connection, isBinary ? '' : String(data)));
    socket.on('pong', () => (connection.alive = true));
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => {
      this.#connections.delete(connection);
      this.options.events?.socketClosed('live', code, { person: actor.personId });
      this.#presenceChanged(actor);
    });
    this.#presenceChanged(actor);
  }

  #refuse(socket: Duplex, status: number, actor?: Connection['actor']): void {
    this.options.events?.upgradeRefused('live', status, { person: actor?.personId });
    refuseUpgrade(socket, status);
  }

  #isFull({ sessionHash, personId }: Connection['actor']): boolean {
    const theirs = [...this.#connections].filter(({ actor }) => actor.personId === personId);
    const ofSession = theirs.filter(({ actor }) => actor.sessionHash === sessionHash);
    const { socketsPerPerson, socketsPerSession } = this.#limits;
    return theirs.length >= socketsPerPerson || ofSession.length >= socketsPerSession;
  }

  /** A page that does not take what it is told is cut off: it comes back by itself and asks afresh. */
  #send({ socket }: Connection, topics: readonly Topic[]): void {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > this.#limits.unread) return socket.terminate();
    socket.send(encodeChanged(topics));
  }

  #receive(connection: Connection, text: string): void {
    const { socket } = connection;
    if (socket.readyState !== socket.OPEN) return;
    if (!connection.bucket.take()) return socket.close(CLOSE.tooFast, 'too fast');
    connection.waiting = decodeWatch(text, this.#limits.topics);
    if (!connection.waiting) return socket.close(CLOSE.malformed, 'malformed');
    if (!connection.busy) void this.#watchNewest(connection);
  }

  /** One question to the database at a time per socket. */
  async #watchNewest(connection: Connection): Promise<void> {
    connection.busy = true;
    while (connection.waiting !== undefined && connection.socket.readyState === connection.socket.OPEN) {
      const topics = connection.waiting;
      connection.waiting = undefined;
      await this.#watch(connection, topics);
    }
    connection.busy = false;
  }

  async #watch(connection: Connection, topics: readonly Topic[]): Promise<void> {
    const allowed = await watchable(this.options.db, connection.actor, topics).catch(() => undefined);
    // Without the database nobody can be asked what they may see: the page comes back later.
    if (!allowed) return connection.socket.close(CLOSE.unavailable, 'try again');
    connection.topics = new Set(allowed.map(topicName));
    // Something may have changed between the page's read and this moment: one refresh closes the gap.
    if (allowed.length > 0) this.#send(connection, allowed);
  }

  #presenceChanged(actor: Connection['actor']): void {
    this.announce(actor.memberships.map(({ partnershipId }) => ({ kind: 'partnership', id: partnershipId })));
  }

  /** One round after another, never two at once: a slow round must not take the next one's silence for death. */
  #nextRenewal(): NodeJS.Timeout | undefined {
    if (this.#closed) return undefined;
    const renewAll = () => void this.#renewLeases().finally(() => (this.#lease = this.#nextRenewal()));
    return setTimeout(renewAll, this.#limits.lease).unref();
  }

  async #renewLeases(): Promise<void> {
    for (const connection of this.#connections) {
      if (!connection.alive) {
        connection.socket.terminate();
        continue;
      }
      connection.alive = false;
      connection.socket.ping();
      await this.#renewOrClose(connection);
    }
  }

  /** Who cannot be checked is closed. */
  #renewOrClose(connection: Connection): Promise<void> {
    return this.#renew(connection).catch(() => connection.socket.close(CLOSE.unavailable, 'try again'));
  }

  /** Rights may have gone meanwhile: what is watched is asked for again under those of now. */
  async #renew(connection: Connection): Promise<void> {
    const actor = await this.options.sessions.actorOfHash(connection.actor.sessionHash);
    if (actor.kind === 'nobody') return connection.socket.close(CLOSE.sessionEnded, 'session ended');
    connection.actor = actor;
    const watched = [...connection.topics].flatMap((name) => parseTopic(name) ?? []);
    const allowed = await watchable(this.options.db, actor, watched);
    connection.topics = new Set(allowed.map(topicName));
  }
}

function webSocketServer({ frame, fragments }: LiveLimits): WebSocketServer {
  const options = { noServer: true, perMessageDeflate: false, maxPayload: frame, maxFragments: fragments };
  return new WebSocketServer(options);
}
