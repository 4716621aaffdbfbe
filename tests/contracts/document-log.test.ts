import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentId, Id, PersonId } from '#domain/ids';
import { DatabaseLog } from '#server/db/document-log/database-log';
import type { DocumentLog, LogRow } from '#server/db/document-log/document-log';
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
}

const inTables = (log: DocumentLog): Opened => ({
  log,
  rowsOf: (id) =>
    database.db
      .select()
      .from(documentUpdate)
      .where(eq(documentUpdate.documentId, id))
      .orderBy(documentUpdate.sequence) as ReturnType<Opened['rowsOf']>,
  lock: (id) => database.db.update(document).set({ lockedAt: THEN }).where(eq(document.id, id))
});

function inMemory(): Opened {
  const store = new MemoryStore();
  return {
    log: new MemoryLog(store),
    rowsOf: async (id) => store.of(id).rows.map((row, index) => ({ ...row, sequence: index + 1 })),
    lock: async (id) => (store.of(id).locked = true)
  };
}

type Implementation = readonly [string, () => Promise<Opened>];

/** Opened over the same tables. */
const IN_TABLES: readonly Implementation[] = [
  ['DatabaseLog', async () => inTables(new DatabaseLog(database.db, () => THEN))],
  ['JournaledLog', async () => inTables(await JournaledLog.open(database.db, folder, () => THEN))]
];
const ALL: readonly Implementation[] = [
  ...IN_TABLES,
  ['MemoryLog of the simulation', async () => inMemory()]
];
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
});

it.each(IN_TABLES)('SYN-121 a row says when it was stored, in the %s', async (_name, open) => {
  const { log, rowsOf } = await open();
  const id = await newDocument();
  await log.read(id);
  await log.append([{ documentId: id, after: 0, rows: [row(1)] }]);
  await log.close();
  expect(await rowsOf(id)).toMatchObject([{ sequence: 1, storedAt: THEN }]);
});
