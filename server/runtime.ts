import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { DocumentId, Id, NewId } from '#domain/ids';
import type { Topic } from '#protocol/topics';
import { Entrance } from './auth/entrance';
import { memoryLimits, type Limits } from './auth/limits';
import { Sessions } from './auth/sessions';
import type { Config } from './config';
import { rowsOf, type Database, type OpenDatabase } from './db/database';
import { lastSequences } from './db/documents';
import { DraftHistories } from './documents/draft-histories';
import { DraftTexts } from './documents/draft-texts';
import { VersionLines } from './documents/version-lines';
import { createLog } from './log';
import { Metrics, type Endpoint } from './metrics';
import { NoBus, type Bus } from './realtime/bus';
import { EventLog } from './realtime/event-log';
import { LiveConnections } from './realtime/live-connections';
import { OtherNodes, type OtherNodesTimes } from './realtime/other-nodes';
import { Rooms } from './realtime/rooms';
import { UpgradeDoor } from './realtime/upgrade-door';
import { regularOf, type Regular } from './regular/all-regular';

/** What commands and doors work with. Composed once in `composeRuntime`; tests compose their own. */
export interface Tools {
  readonly config: Config;
  readonly db: Database;
  readonly log: Logger;
  readonly newId: NewId;
  /** `count` random bytes. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** The database's clock: the one clock that all nodes share. */
  readonly now: (db: Database) => Promise<Date>;
  readonly limits: Limits;
  readonly sessions: Sessions;
  readonly drafts: DraftTexts;
  readonly histories: DraftHistories;
  readonly versionLines: VersionLines;
  /** See `Rooms.changeText`; commands use `editDraft`. */
  readonly changeText: Rooms['changeText'];
  /** Tells every open page that watches these topics to ask again. Call it after the commit. */
  announce(topics: readonly Topic[]): void;
  /** Closes the sockets of a session that has ended. */
  sessionEnded(sessionHash: string): void;
  /** A membership, a role or an account has changed: everybody's rights are asked for again. Call it after the commit. */
  rightsChanged(): void;
}

/** Everything that lives as long as the process. `entrance` is what hooks use; the rest is for sockets and closing. */
export interface Runtime {
  readonly tools: Tools;
  readonly live: LiveConnections;
  readonly rooms: Rooms;
  /** What upgrade requests pass first. */
  readonly doors: { readonly sync: UpgradeDoor; readonly live: UpgradeDoor };
  readonly metrics: Metrics;
  /** Undefined where there can be none: on the embedded database. */
  readonly otherNodes: OtherNodes | undefined;
  /** Started when the runtime is handed over. */
  readonly regular: Regular;
  readonly entrance: Entrance;
  close(): Promise<void>;
}

export interface Composition {
  readonly config: Config;
  readonly database: OpenDatabase;
  readonly now?: Tools['now'];
  readonly newId?: NewId;
  readonly limits?: Limits;
  /** Without one there are no other nodes. */
  readonly bus?: Bus;
  readonly otherNodesTimes?: Partial<OtherNodesTimes>;
}

export function composeRuntime({ config, database, ...chosen }: Composition): Runtime {
  const ground = groundOf(config, database, chosen.bus);
  const { db, log, metrics, events, bus } = ground;
  const { sockets, origins } = config;
  const live = new LiveConnections({ ...ground, origins, limits: sockets.live });
  const rooms = new Rooms({
    ...ground,
    origins,
    limits: sockets.sync,
    announce: (topics) => live.announce(topics)
  });
  const drafts = new DraftTexts(db, database.documents);
  const tools: Tools = {
    config,
    db,
    log,
    sessions: ground.sessions,
    newId: chosen.newId ?? (<Kind extends string>() => randomUUID() as Id<Kind>),
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    now: chosen.now ?? databaseClock,
    limits: chosen.limits ?? memoryLimits(),
    drafts,
    histories: new DraftHistories(db, drafts),
    versionLines: new VersionLines(db),
    changeText: (draft, change) => rooms.changeText(draft, change),
    ...tellingEverybody({ live, rooms, bus })
  };
  const doors = doorsOf(config, events);
  metrics.watch({
    rooms: () => rooms.size,
    syncConnections: () => doors.sync.open,
    liveConnections: () => doors.live.open
  });
  const otherNodes = otherNodesOf({ config, bus, rooms, live, db, log }, chosen.otherNodesTimes);
  const entrance = new Entrance(tools, (id) => live.present(id));
  const parts = { live, rooms, metrics, otherNodes, regular: regularOf(tools) };
  return { tools, doors, entrance, ...parts, close: () => closeInOrder(parts, database, bus) };
}

/** What both kinds of sockets stand on. */
function groundOf(config: Config, { db, documents }: OpenDatabase, bus: Bus | undefined) {
  const log = createLog(config.logLevel);
  const metrics = new Metrics({
    database: config.databaseUrl ? 'postgres' : 'embedded',
    watchProcess: config.metricsToken !== undefined
  });
  return {
    db,
    documents,
    log,
    metrics,
    events: new EventLog(log, metrics),
    sessions: new Sessions(db, config),
    bus: bus ?? new NoBus(randomUUID() as Id<'node'>)
  };
}

/** This node's people at once, the other nodes' by hint. */
function tellingEverybody({
  live,
  rooms,
  bus
}: {
  live: LiveConnections;
  rooms: Rooms;
  bus: Bus;
}): Pick<Tools, 'announce' | 'sessionEnded' | 'rightsChanged'> {
  return {
    announce: (topics) => {
      live.announce(topics);
      bus.publish({ kind: 'topics', topics });
    },
    sessionEnded: (sessionHash) => {
      live.endSession(sessionHash);
      rooms.endSession(sessionHash);
      bus.publish({ kind: 'session-ended', sessionHash });
    },
    rightsChanged: () => {
      void rooms.recheck();
      void live.recheck();
      bus.publish({ kind: 'rights-changed' });
    }
  };
}

function doorsOf({ sockets, trustedProxyHops }: Config, events: EventLog): Runtime['doors'] {
  const door = (endpoint: Endpoint) =>
    new UpgradeDoor({ endpoint, limits: sockets[endpoint], trustedProxyHops, events });
  return { sync: door('sync'), live: door('live') };
}

/** On PostgreSQL another node may be there although nobody named a bus: then only the database tells of it. */
function otherNodesOf(
  {
    config,
    bus,
    rooms,
    live,
    db,
    log
  }: Pick<Tools, 'config' | 'db' | 'log'> & Pick<Runtime, 'rooms' | 'live'> & { bus: Bus },
  times: Partial<OtherNodesTimes> | undefined
): OtherNodes | undefined {
  if (bus instanceof NoBus && !config.databaseUrl) return undefined;
  const sequences = (ids: readonly DocumentId[]) => lastSequences(db, ids);
  return new OtherNodes({ bus, rooms, pages: live, lastSequences: sequences, log, times });
}

async function databaseClock(db: Database): Promise<Date> {
  const result: unknown = await db.execute(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`
  );
  return new Date(Math.floor(Number(rowsOf<{ now: number }>(result)[0]!.now)));
}

/** Sockets first, so that nothing arrives any more; then what is under way is stored; then the database. */
async function closeInOrder(
  { live, rooms, metrics, otherNodes, regular }: Omit<Runtime, 'tools' | 'doors' | 'entrance' | 'close'>,
  database: OpenDatabase,
  bus: Bus
): Promise<void> {
  await otherNodes?.close();
  live.close();
  await rooms.close();
  for (const work of Object.values(regular)) await work.stop();
  await bus.close();
  metrics.close();
  await database.close();
}
