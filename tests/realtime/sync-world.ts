import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { and, eq } from 'drizzle-orm';
import pino from 'pino';
import * as Y from 'yjs';
import type {
  DocumentId,
  Id,
  MemberId,
  OrganisationId,
  PartnershipId,
  PersonId,
  SpecificationId
} from '#domain/ids';
import type { Role, StakeholderGroup } from '#domain/membership';
import type { SyncLimits } from '#protocol/limits';
import { roomName } from '#protocol/rooms';
import { topicName } from '#protocol/topics';
import { Sessions } from '#server/auth/sessions';
import { hashToken } from '#server/auth/tokens';
import type { Database, OpenDatabase } from '#server/db/database';
import { DatabaseLog } from '#server/db/document-log/database-log';
import { readLog } from '#server/db/documents';
import { member, memberRole, organisation, partnership, person } from '#server/db/schema/people';
import { document, documentUpdate, specification } from '#server/db/schema/specifications';
import { Metrics } from '#server/metrics';
import { NoBus } from '#server/realtime/bus';
import { EventLog } from '#server/realtime/event-log';
import { Rooms } from '#server/realtime/rooms';
import { openTestDatabase } from '#tests/builders/test-database';

export const ORIGIN = 'http://localhost:3000';
export const BODY = 'body';

export interface SyncPerson {
  readonly personId: PersonId;
  readonly memberId: MemberId;
  readonly name: string;
  readonly token: string;
  readonly sessionHash: string;
  readonly cookie: string;
}

export interface Draft {
  readonly documentId: DocumentId;
  readonly specificationId: SpecificationId;
  readonly room: string;
}

interface PersonAs {
  readonly roles?: readonly Role[];
  readonly group?: StakeholderGroup;
  readonly partnershipId?: PartnershipId;
}

const newId = <Kind extends string>() => randomUUID() as Id<Kind>;
const THEN = new Date('2026-11-24T10:00:00.000Z');

/** A real server with nothing but the sync socket, on a real database of its own. */
export class SyncWorld {
  rooms: Rooms;
  readonly sessions: Sessions;
  readonly announced: string[] = [];
  readonly #server = createServer();
  readonly #limits: Partial<SyncLimits>;

  private constructor(
    private readonly database: OpenDatabase,
    readonly partnershipId: PartnershipId,
    private readonly organisationId: OrganisationId,
    limits: Partial<SyncLimits>
  ) {
    const hour = 3_600_000;
    const config = { secure: false, sessionIdleLimit: 4 * hour, sessionAbsoluteLimit: 12 * hour };
    this.sessions = new Sessions(database.db, config);
    this.#limits = { farewell: 500, ...limits };
    this.rooms = this.#compose();
    this.#server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      void this.rooms.upgrade(request, socket, head);
    });
  }

  static async open(limits: Partial<SyncLimits> = {}): Promise<SyncWorld> {
    const database = await openTestDatabase();
    const ids = { partnership: newId<'partnership'>(), organisation: newId<'organisation'>() };
    await database.db
      .insert(organisation)
      .values({ id: ids.organisation, name: 'ICB', shortName: 'ICB', kind: 'board' });
    await makePartnership(database.db, ids.partnership);
    const world = new SyncWorld(database, ids.partnership, ids.organisation, limits);
    await new Promise<void>((resolve) => world.#server.listen(0, '127.0.0.1', resolve));
    return world;
  }

  get db(): Database {
    return this.database.db;
  }

  /** "ws://127.0.0.1:PORT/sync". */
  get url(): string {
    return `ws://127.0.0.1:${this.port}/sync`;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    await this.rooms.close();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.database.close();
  }

  /** As if the process had been started again: nothing is left but the database. */
  async restart(): Promise<void> {
    await this.rooms.close();
    this.rooms = this.#compose();
  }

  /** A second server on the same database, as another process would be. */
  otherRooms(): Rooms {
    return this.#compose();
  }

  async partnership(): Promise<PartnershipId> {
    const id = newId<'partnership'>();
    await makePartnership(this.db, id);
    return id;
  }

  async person(name: string, as: PersonAs = {}): Promise<SyncPerson> {
    const personId = newId<'person'>();
    const memberId = newId<'member'>();
    await this.db
      .insert(person)
      .values({ id: personId, email: `${personId}@test.example`, name, createdAt: THEN });
    await this.db.insert(member).values({
      id: memberId,
      partnershipId: as.partnershipId ?? this.partnershipId,
      personId,
      organisationId: this.organisationId,
      stakeholderGroup: as.group ?? 'commissioner',
      jobTitle: 'Tester',
      joinedAt: THEN
    });
    for (const role of as.roles ?? ['editor']) await this.db.insert(memberRole).values({ memberId, role });
    const { name: cookieName, value } = await this.sessions.start(personId);
    return {
      personId,
      memberId,
      name,
      token: value,
      sessionHash: hashToken(value),
      cookie: `${cookieName}=${value}`
    };
  }

  async setRoles(memberId: MemberId, roles: readonly Role[]): Promise<void> {
    await this.db.delete(memberRole).where(eq(memberRole.memberId, memberId));
    for (const role of roles) await this.db.insert(memberRole).values({ memberId, role });
  }

  async leave(memberId: MemberId): Promise<void> {
    await this.db
      .update(member)
      .set({ leftAt: new Date() })
      .where(and(eq(member.id, memberId)));
  }

  /** A specification without text, made by somebody of its partnership. */
  async draft(by: SyncPerson, partnershipId = this.partnershipId): Promise<Draft> {
    const documentId = newId<'document'>();
    const specificationId = newId<'specification'>();
    await this.db.insert(document).values({ id: documentId, createdAt: THEN });
    await this.db.insert(specification).values({
      id: specificationId,
      partnershipId,
      documentId,
      title: 'Falls and frailty',
      serviceNumber: '',
      createdAt: THEN,
      createdBy: by.memberId,
      origin: 'template'
    });
    return { documentId, specificationId, room: roomName(documentId) };
  }

  log(draft: Draft): Promise<(typeof documentUpdate.$inferSelect)[]> {
    return this.db
      .select()
      .from(documentUpdate)
      .where(eq(documentUpdate.documentId, draft.documentId))
      .orderBy(documentUpdate.sequence);
  }

  /** The document as a fresh start would load it. */
  async stored(draft: Draft): Promise<Y.Doc> {
    const doc = new Y.Doc();
    const { snapshot, updates } = await readLog(this.db, draft.documentId);
    for (const { bytes } of snapshot ? [snapshot, ...updates] : updates) Y.applyUpdate(doc, bytes);
    return doc;
  }

  #compose(): Rooms {
    const log = pino({ level: 'silent' });
    const metrics = new Metrics();
    return new Rooms({
      db: this.db,
      documents: new DatabaseLog(this.db, () => new Date()),
      sessions: this.sessions,
      log,
      metrics,
      events: new EventLog(log, metrics),
      bus: new NoBus(newId<'node'>()),
      origins: [ORIGIN],
      announce: (topics) => this.announced.push(...topics.map(topicName)),
      limits: this.#limits
    });
  }
}

async function makePartnership(db: Database, id: PartnershipId): Promise<void> {
  const words = { name: 'Vale', purpose: 'Vale', localityName: 'Vale', localityDefinition: 'Vale' };
  await db.insert(partnership).values({ id, ...words, createdAt: THEN });
}

/** The words of a document, paragraph by paragraph. */
export function words(doc: Y.Doc): string {
  return doc.getXmlFragment(BODY).toString();
}

/** Adds a paragraph, as an editor would. */
export function write(doc: Y.Doc, text: string): void {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(text)]);
  const body = doc.getXmlFragment(BODY);
  body.insert(body.length, [paragraph]);
}

/** The update that adding a paragraph to `doc` makes. */
export function updateOf(doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
  const before = Y.encodeStateVector(doc);
  let made: Uint8Array | undefined;
  const note = (update: Uint8Array) => (made = update);
  doc.on('update', note);
  doc.transact(() => change(doc));
  doc.off('update', note);
  return made ?? Y.encodeStateAsUpdate(doc, before);
}
