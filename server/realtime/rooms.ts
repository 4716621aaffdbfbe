import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocketServer, type WebSocket } from 'ws';
import type { DocumentId, SpecificationId } from '#domain/ids';
import { refuse, type Refusal } from '#domain/refusal';
import { CLOSE } from '#protocol/close-codes';
import { SYNC_LIMITS, type SyncLimits } from '#protocol/limits';
import type { Topic } from '#protocol/topics';
import type { Sessions } from '../auth/sessions';
import type { Database } from '../db/database';
import { DatabaseClients, type ClientBindings } from '../db/document-clients';
import type { DocumentLog } from '../db/document-log/document-log';
import { placeOf } from '../db/specifications';
import type { Metrics } from '../metrics';
import { admit, type Admission } from './admission';
import type { Bus, LogHint } from './bus';
import { Connection } from './connection';
import type { EventLog } from './event-log';
import { GroupCommit } from './group-commit';
import { OpenRooms } from './open-rooms';
import { Pace } from './pace';
import type { Presence } from './presence';
import { refuseUpgrade } from './refuse-upgrade';
import { RightsWatch } from './rights-watch';
import { realScheduler } from './scheduler';
import type { ChangedText, TextChange } from './text-change';

export interface RoomsOptions {
  readonly db: Database;
  readonly documents: DocumentLog;
  readonly sessions: Sessions;
  readonly log: Logger;
  readonly events: EventLog;
  readonly metrics: Metrics;
  readonly bus: Bus;
  /** Whose pages may open a socket, e.g. "https://concordat.example". */
  readonly origins: readonly string[];
  announce(topics: readonly Topic[]): void;
  readonly limits?: Partial<SyncLimits>;
}

const NO_DOCUMENT = '00000000-0000-0000-0000-000000000000' as DocumentId;

/** The `/sync/<room>` sockets: who may come in, and the rooms that are in memory. */
export class Rooms {
  readonly #rooms: OpenRooms;
  readonly #limits: SyncLimits;
  readonly #server: WebSocketServer;
  readonly #watch: RightsWatch;
  readonly #clients: ClientBindings;
  #draining = false;

  constructor(private readonly options: RoomsOptions) {
    this.#limits = { ...SYNC_LIMITS, ...options.limits };
    this.#server = webSocketServer(this.#limits);
    const { db, documents, metrics } = options;
    const scheduler = realScheduler;
    const commits = new GroupCommit(documents, metrics, scheduler);
    this.#clients = new DatabaseClients(db, () => new Date());
    const tools = {
      ...options,
      clients: this.#clients,
      commits,
      pace: new Pace(scheduler, this.#limits.beat),
      scheduler,
      random: Math.random,
      limits: this.#limits
    };
    this.#rooms = new OpenRooms(tools, options);
    this.#watch = new RightsWatch({ ...options, limits: this.#limits });
  }

  /** Rooms in memory. */
  get size(): number {
    return this.#rooms.size;
  }

  /** Every document that is open here, and the newest row that its people have been sent. */
  get openDocuments(): ReadonlyMap<DocumentId, number> {
    return this.#rooms.documents;
  }

  /** Another node, or the log itself, says that a document has gone on. */
  heard(hint: LogHint): void {
    this.#rooms.get(hint.documentId)?.heard(hint);
  }

  /** Who is in a room; undefined when the document is not open here. */
  presenceIn(documentId: DocumentId): Presence | undefined {
    return this.#rooms.get(documentId)?.presence;
  }

  /**
   * Asks everything once, about nobody and nothing, that is asked before somebody has a text before them. The first time
   * costs ten times as much as the second: code is compiled, tables are looked up. Whoever comes first need not wait for it.
   */
  async warmUp(): Promise<void> {
    const { sessions, db, documents } = this.options;
    await sessions.actorOfHash('');
    await placeOf(db, NO_DOCUMENT);
    await documents.read(NO_DOCUMENT);
    await this.#clients.of(NO_DOCUMENT);
  }

  /** Takes an upgrade request for `/sync/…`, or answers it with a plain HTTP status. Never rejects. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const hangUp = () => socket.destroy();
    socket.on('error', hangUp);
    const admission = await this.#admission(request);
    if (typeof admission === 'number') return this.#refuse(socket, admission);
    socket.off('error', hangUp);
    this.#server.handleUpgrade(request, socket, head, (opened) => void this.#enter(opened, admission));
  }

  /**
   * Changes a draft in a person's name, whether or not anybody has it open: through the gate, into the log, and to everybody
   * who has. Who calls has asked the policy. Not inside a transaction: the log's append is a commit of its own.
   */
  changeText(
    { documentId, specificationId }: { documentId: DocumentId; specificationId: SpecificationId },
    change: Omit<TextChange, 'resolve'>
  ): Promise<ChangedText | Refusal> {
    if (this.#draining) return Promise.resolve(refuse('not-stored'));
    return this.#rooms.enter(documentId, specificationId).change(change);
  }

  /** Closes the sockets of a session at once; its edits that still wait are not stored. */
  endSession(sessionHash: string): void {
    this.#watch.endSession(sessionHash);
  }

  /** After a membership, a role or an account has changed: asks again what everybody may do. */
  recheck(): Promise<void> {
    return this.#watch.recheck();
  }

  /** Lets nobody in, deals with what has arrived, and closes every socket. */
  async close(): Promise<void> {
    this.#draining = true;
    this.#watch.close();
    const { connections } = this.#watch;
    for (const connection of connections) connection.stopReading();
    await this.#rooms.settled();
    for (const connection of connections) connection.close(CLOSE.unavailable, 'closing');
    await Promise.all(connections.map((connection) => connection.closed()));
    await this.#rooms.close();
    this.#server.close();
  }

  async #admission(request: IncomingMessage): Promise<Admission | number> {
    try {
      if (this.#draining) return 503;
      const admission = await admit(request, this.options);
      if (typeof admission === 'number') return admission;
      if (this.#watch.isFull(admission.identity)) return 429;
      return this.#draining ? 503 : admission;
    } catch (fault) {
      this.options.log.error({ fault }, 'an upgrade could not be checked');
      return 503;
    }
  }

  #refuse(socket: Duplex, status: number): void {
    this.options.events.upgradeRefused('sync', status);
    refuseUpgrade(socket, status);
  }

  /** Watched first, then checked once more: a sign-out in between cannot slip through. */
  async #enter(socket: WebSocket, admission: Admission): Promise<void> {
    const where = { person: admission.identity.personId, document: admission.documentId };
    socket.once('close', (code) => this.options.events.socketClosed('sync', code, where));
    const connection = new Connection(socket, admission.identity, admission.mayEdit, this.#limits);
    this.#watch.add(connection, admission.partnershipId);
    await this.#watch.recheckSession(admission.identity.sessionHash);
    if (this.#draining) connection.close(CLOSE.unavailable, 'closing');
    if (connection.open) this.#rooms.enter(admission.documentId, admission.specificationId).join(connection);
  }
}

function webSocketServer(limits: SyncLimits): WebSocketServer {
  const options = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.frame,
    maxFragments: limits.fragments,
    // Not in the type declarations yet.
    closeTimeout: limits.farewell
  };
  return new WebSocketServer(options);
}
