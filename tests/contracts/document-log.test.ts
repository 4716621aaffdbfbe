import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentId, Id, PersonId } from '#domain/ids';
import { DatabaseLog } from '#server/db/document-log/database-log';
import type { Appended, DocumentLog, LogRow } from '#server/db/document-log/document-log';
import { JournaledLog } from '#server/db/document-log/journaled-log';
import type { OpenDatabase } from '#server/db/database';
import { person } from '#server/db/schema/people';
import { document, documentUpdate } from '#server/db/schema/specifications';
import { openTestDatabase } from '#tests/builders/test-database';
import { MemoryLog, MemoryStore } from '#tests/simulation/memory-log';

const THEN = new Date('2026-11-24T10:00:00.000Z');
const newId = <Kind extends string>() => randomUUID() as Id<Kind>;

let database: OpenDatabase;
let author: PersonId;
beforeAll(async () => {
  database = await openTestDatabase();
  author = newId<'person'>();
  await database.db
    .insert(person)
    .values({ id: author, email: 'a@test.example', name: 'Ada', createdAt: THEN });
});
afterAll(() => database.close());

async function newDocument(): Promise<DocumentId> {
  const id = newId<'document'>();
  await database.db.insert(document).values({ id, createdAt: THEN });
  return id;
}

const row = (...bytes: number[]): LogRow => ({
  personId: author,
  sessionHash: 'hash',
  bytes: new Uint8Array(bytes)
});

/** A log, and what can be seen of it from outside. */
interface Opened {
  readonly log: DocumentLog;
  rowsOf(id: DocumentId): Promise<readonly (LogRow & { readonly sequence: number })[]>;
  lock(id: DocumentId): Promise<unknown>;
  /** The log of another node; undefined where there can be none. */
  readonly another?: DocumentLog;
  /** More than a second passes. */
  wait(id: DocumentId): Promise<unknown>;
}

const inTables = (log: DocumentLog, another?: DocumentLog): Opened => ({
  log,
  another,
  wait: (id) =>
    database.db
      .update(document)
      .set({ turnUntil: sql`turn_until - interval '1.1 seconds'` })
      .where(eq(document.id, id)),
  rowsOf: (id) =>
    database.db
      .select()
      .from(documentUpdate)
      .where(eq(documentUpdate.documentId, id))
      .orderBy(documentUpdate.sequence) as ReturnType<Opened['rowsOf']>,
  lock: (id) => database.db.update(document).set({ lockedAt: THEN }).where(eq(document.id, id))
});

function inMemory(): Opened {
  let now = 0;
  const store = new MemoryStore(() => now);
  return {
    log: new MemoryLog(store),
    another: new MemoryLog(store),
    wait: async () => (now += 1100),
    rowsOf: async (id) => store.of(id).rows.map((row, index) => ({ ...row, sequence: index + 1 })),
    lock: async (id) => (store.of(id).locked = true)
  };
}

const newDatabaseLog = () => new DatabaseLog(database.db, () => THEN);

type Implementation = readonly [string, () => Promise<Opened>];

/** Opened over the same tables. */
const IN_TABLES: readonly Implementation[] = [
  ['DatabaseLog', async () => inTables(newDatabaseLog(), newDatabaseLog())],
  ['JournaledLog', async () => inTables(await JournaledLog.open(database.db, folder, () => THEN))]
];
const IN_MEMORY: Implementation = ['MemoryLog of the simulation', async () => inMemory()];
const ALL: readonly Implementation[] = [...IN_TABLES, IN_MEMORY];
/** The journal belongs to one process. */
const OF_SEVERAL_NODES: readonly Implementation[] = [IN_TABLES[0]!, IN_MEMORY];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'concordat-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.each(ALL)('%s', (_name, open) => {
  let log: DocumentLog;
  let rowsOf: Opened['rowsOf'];
  let lock: Opened['lock'];
  beforeEach(async () => {
    ({ log, rowsOf, lock } = await open());
  });
  afterEach(() => log.close());

  it('SYN-121 rows follow on one another, and read back as they were given', async () => {
    const id = await newDocument();
    expect(await log.read(id)).toEqual({ snapshot: undefined, updates: [], locked: false });
    const appends = [{ documentId: id, after: 0, rows: [row(1), row(2, 3)] }];
    expect(await log.append(appends)).toEqual(['stored']);
    expect(await log.append([{ documentId: id, after: 2, rows: [row(4)] }])).toEqual(['stored']);
    const { updates } = await log.read(id);
    expect(updates.map(({ sequence, bytes }) => [sequence, ...bytes])).toEqual([
      [1, 1],
      [2, 2, 3],
      [3, 4]
    ]);
    expect((await log.read(id, 2)).updates.map(({ sequence }) => sequence)).toEqual([3]);
    await log.settle();
    expect((await rowsOf(id)).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect((await rowsOf(id))[0]).toMatchObject({ personId: author, sessionHash: 'hash' });
  });

  it('SYN-122 who does not name the newest row stores nothing, and nobody else in the commit is held up', async () => {
    const [first, second] = [await newDocument(), await newDocument()];
    await log.read(first);
    await log.read(second);
    await log.append([{ documentId: first, after: 0, rows: [row(1)] }]);
    const answers = await log.append([
      { documentId: first, after: 0, rows: [row(9)] },
      { documentId: second, after: 0, rows: [row(2)] }
    ]);
    expect(answers).toEqual(['overtaken', 'stored']);
    await log.settle();
    expect((await rowsOf(first)).map(({ bytes }) => [...bytes])).toEqual([[1]]);
    expect((await rowsOf(second)).map(({ bytes }) => [...bytes])).toEqual([[2]]);
  });

  it('SYN-123 of many who append at once to one document each is stored once or told to try again', async () => {
    const id = await newDocument();
    await log.read(id);
    const tries = Array.from({ length: 20 }, (_, index) =>
      log.append([{ documentId: id, after: 0, rows: [row(index)] }])
    );
    const answers = (await Promise.all(tries)).flat();
    expect(answers.filter((answer) => answer === 'stored')).toHaveLength(1);
    await log.settle();
    expect(await rowsOf(id)).toHaveLength(1);
  });

  it('SYN-124 a locked document takes nothing', async () => {
    const id = await newDocument();
    await lock(id);
    expect((await log.read(id)).locked).toBe(true);
    expect(await log.append([{ documentId: id, after: 0, rows: [row(1)] }])).toEqual(['locked']);
    await log.settle();
    expect(await rowsOf(id)).toEqual([]);
  });

  it('SYN-125 a snapshot stands for the rows up to it, and an older one does not replace it', async () => {
    const id = await newDocument();
    await log.read(id);
    await log.append([{ documentId: id, after: 0, rows: [row(1), row(2), row(3)] }]);
    await log.keepSnapshot(id, { sequence: 2, bytes: new Uint8Array([12]) });
    await log.keepSnapshot(id, { sequence: 1, bytes: new Uint8Array([11]) });
    const { snapshot, updates } = await log.read(id);
    expect(snapshot).toEqual({ sequence: 2, bytes: new Uint8Array([12]) });
    expect(updates).toEqual([{ sequence: 3, bytes: new Uint8Array([3]) }]);
    expect(await rowsOf(id)).toHaveLength(3);
  });

  it('CLU-19 who asks for a turn is stored, overtaken or told that it is locked as anybody else', async () => {
    const id = await newDocument();
    await log.read(id);
    const claiming = (after: number) =>
      log.append([{ documentId: id, after, rows: [row(after)], claims: true }]);
    expect(await claiming(0)).toEqual(['stored']);
    expect(await claiming(0)).toEqual(['overtaken']);
    expect(await claiming(1)).toEqual(['stored']);
    await log.settle();
    await lock(id);
    await log.read(id);
    expect(await claiming(2)).toEqual(['locked']);
    expect(await rowsOf(id)).toHaveLength(2);
  });
});

describe.each(OF_SEVERAL_NODES)('turns of several nodes: %s', (_name, open) => {
  let quick: DocumentLog;
  let slow: DocumentLog;
  let opened: Opened;
  let id: DocumentId;
  beforeEach(async () => {
    opened = await open();
    [quick, slow] = [opened.log, opened.another!];
    id = await newDocument();
  });

  async function append(
    log: DocumentLog,
    after: number,
    claims?: boolean,
    documentId = id
  ): Promise<Appended> {
    const [answer] = await log.append([{ documentId, after, rows: [row(after)], claims }]);
    return answer!;
  }

  /** `slow` is overtaken and asks for its turn. */
  async function turnOfSlow(): Promise<void> {
    expect(await append(quick, 0)).toBe('stored');
    expect(await append(slow, 0, true)).toBe('overtaken');
  }

  it('CLU-19 until who was overtaken has appended, nobody else’s rows are taken', async () => {
    await turnOfSlow();
    expect(await append(quick, 1)).toBe('not-yet');
    expect(await append(quick, 0)).toBe('overtaken');
    expect(await opened.rowsOf(id)).toHaveLength(1);
    expect(await append(slow, 1)).toBe('stored');
    expect(await append(quick, 1)).toBe('overtaken');
    expect(await append(quick, 2)).toBe('stored');
    expect(await opened.rowsOf(id)).toHaveLength(3);
  });

  it('CLU-19 a turn that is not used is over after a second', async () => {
    await turnOfSlow();
    expect(await append(quick, 1)).toBe('not-yet');
    await opened.wait(id);
    // The first try may be what finds out that it is over.
    await append(quick, 1);
    expect(await append(quick, 1)).not.toBe('not-yet');
    expect(await append(slow, 1)).toBe('overtaken');
    expect(await opened.rowsOf(id)).toHaveLength(2);
  });

  it('CLU-19 there is one turn at a time: who asks meanwhile may ask again when it is over', async () => {
    await turnOfSlow();
    expect(await append(quick, 0, true)).toBe('overtaken');
    expect(await append(quick, 1)).toBe('not-yet');
    await opened.wait(id);
    expect(await append(quick, 0, true)).toBe('overtaken');
    expect(await append(slow, 1)).toBe('not-yet');
    expect(await append(quick, 1)).toBe('stored');
  });

  it('CLU-19 without being overtaken nobody gets a turn, and other documents go on', async () => {
    const other = await newDocument();
    expect(await append(slow, 0, true)).toBe('stored');
    expect(await append(quick, 1)).toBe('stored');
    expect(await append(slow, 1, true)).toBe('overtaken');
    const both = [
      { documentId: id, after: 2, rows: [row(1)] },
      { documentId: other, after: 0, rows: [row(1)] }
    ];
    expect(await quick.append(both)).toEqual(['not-yet', 'stored']);
  });

  it('CLU-19 a text can be closed in somebody’s turn', async () => {
    await turnOfSlow();
    await opened.lock(id);
    expect(await append(slow, 1)).toBe('locked');
    expect(await append(quick, 1)).toBe('locked');
    expect(await opened.rowsOf(id)).toHaveLength(1);
  });
});

it.each(IN_TABLES)('SYN-121 a row says when it was stored, in the %s', async (_name, open) => {
  const { log, rowsOf } = await open();
  const id = await newDocument();
  await log.read(id);
  await log.append([{ documentId: id, after: 0, rows: [row(1)] }]);
  await log.close();
  expect(await rowsOf(id)).toMatchObject([{ sequence: 1, storedAt: THEN }]);
});
