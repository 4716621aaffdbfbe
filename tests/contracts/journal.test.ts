import { randomUUID } from 'node:crypto';
import fs, {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi, type MockInstance } from 'vitest';
import type { DocumentId, Id, PersonId } from '#domain/ids';
import type { Database, OpenDatabase } from '#server/db/database';
import { JournaledLog } from '#server/db/document-log/journaled-log';
import { JournalFiles } from '#server/db/document-log/journal-files';
import { encodeRecord } from '#server/db/document-log/journal-record';
import { person } from '#server/db/schema/people';
import { document, documentUpdate } from '#server/db/schema/specifications';
import { openTestDatabase } from '#tests/builders/test-database';

const THEN = new Date('2026-11-24T10:00:00.000Z');
const newId = <Kind extends string>() => randomUUID() as Id<Kind>;

let database: OpenDatabase;
let author: PersonId;
let folder: string;
let id: DocumentId;
beforeAll(async () => {
  database = await openTestDatabase();
  author = newId<'person'>();
  await database.db
    .insert(person)
    .values({ id: author, email: 'a@test.example', name: 'Ada', createdAt: THEN });
});
afterAll(() => database.close());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'concordat-journal-'));
  id = newId<'document'>();
  await database.db.insert(document).values({ id, createdAt: THEN });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const open = (db: Database = database.db) => JournaledLog.open(db, folder, () => THEN);
const row = (...bytes: number[]) => ({
  personId: author,
  sessionHash: null,
  bytes: new Uint8Array(bytes)
});
/** More than a file is made long for. */
const largeRow = () => ({ ...row(), bytes: new Uint8Array(530_000) });
const record = (sequence: number) => ({
  ...row(sequence),
  documentId: id,
  sequence,
  storedAt: THEN
});
const inTables = async () =>
  (
    await database.db
      .select()
      .from(documentUpdate)
      .where(eq(documentUpdate.documentId, id))
      .orderBy(documentUpdate.sequence)
  ).map(({ sequence, bytes }) => [sequence, ...bytes]);

/** The journal as a process leaves it that is killed before it folds. Answers its file, and how much of it is rows. */
async function killedAfter(...sequences: number[]): Promise<{ file: string; rows: number }> {
  const files = new JournalFiles(folder);
  const records = sequences.map((sequence) => encodeRecord(record(sequence)));
  for (const each of records) await files.append(each);
  files.close();
  return { file: join(folder, readdirSync(folder).at(-1)!), rows: Buffer.concat(records).length };
}

it('SYN-126 a row is in the journal and synced to the disk before it is answered as stored', async () => {
  const log = await open();
  await log.read(id);
  const steps: string[] = [];
  const { writeSync, fdatasync } = fs;
  vi.spyOn(fs, 'writeSync').mockImplementation(((...given: Parameters<typeof writeSync>) => {
    steps.push('write');
    return writeSync(...given);
  }) as typeof writeSync);
  vi.spyOn(fs, 'fdatasync').mockImplementation((file, done) =>
    fdatasync(file, (fault) => {
      steps.push('synced');
      done(fault);
    })
  );
  for (const after of [0, 1, 2]) {
    expect(await log.append([{ documentId: id, after, rows: [row(after)] }])).toEqual(['stored']);
    steps.push('answered');
  }
  expect(steps).toEqual(Array(3).fill(['write', 'synced', 'answered']).flat());
  vi.restoreAllMocks();
  await log.close();
});

it('SYN-127 what a killed process left in the journal is in the tables after the next start', async () => {
  await killedAfter(1, 2, 3);
  const log = await open();
  expect(await inTables()).toEqual([
    [1, 1],
    [2, 2],
    [3, 3]
  ]);
  const { updates } = await log.read(id);
  expect(updates).toHaveLength(3);
  expect(await log.append([{ documentId: id, after: 3, rows: [row(4)] }])).toEqual(['stored']);
  await log.close();
  expect(await inTables()).toHaveLength(4);
});

it('SYN-127 a row that was torn by a power cut was never answered as stored, and is left out', async () => {
  for (const cut of [1, 7, 12]) {
    const { file, rows } = await killedAfter(1, 2);
    const whole = readFileSync(file);
    expect(whole.subarray(rows).every((byte) => byte === 0)).toBe(true);
    // What was not written yet is as the file was made; where there was no space for that, the file ends.
    if (cut === 7) truncateSync(file, rows - cut);
    else writeFileSync(file, whole.fill(0, rows - cut));
    await (await open()).close();
    expect(await inTables()).toEqual([[1, 1]]);
    rmSync(folder, { recursive: true });
    id = newId<'document'>();
    await database.db.insert(document).values({ id, createdAt: THEN });
  }
});

it('SYN-127 bytes that were never written whole are not taken for a row', async () => {
  const { file, rows } = await killedAfter(1);
  expect(statSync(file).size).toBeGreaterThan(rows);
  await (await open()).close();
  expect(await inTables()).toEqual([[1, 1]]);
});

it('SYN-127 rows that the tables have already are not added twice', async () => {
  const first = await open();
  await first.read(id);
  await first.append([{ documentId: id, after: 0, rows: [row(1), row(2)] }]);
  await first.close();
  await killedAfter(1, 2, 3);
  await (await open()).close();
  expect(await inTables()).toEqual([
    [1, 1],
    [2, 2],
    [3, 3]
  ]);
});

it('SYN-127 a journal that does not follow on the tables stops the start and is kept', async () => {
  await killedAfter(3);
  await expect(open()).rejects.toThrow('does not follow');
  expect(await inTables()).toEqual([]);
  expect(readdirSync(folder)).toHaveLength(1);
});

it('SYN-128 a write that fails stores nothing, and the next one is whole', async () => {
  const log = await open();
  await log.read(id);
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  const { writeSync } = fs;
  const spy = vi.spyOn(fs, 'writeSync') as unknown as MockInstance<
    (file: number, bytes: Buffer, offset: number, length: number, at: number) => number
  >;
  spy.mockImplementationOnce((file, bytes, _offset, _length, at) => {
    // A part of it reaches the disk first.
    writeSync(file, bytes.subarray(0, 10), 0, 10, at);
    throw full;
  });
  const append = { documentId: id, after: 0, rows: [row(9)] };
  await expect(log.append([append])).rejects.toThrow(full);
  expect(await log.append([{ ...append, rows: [row(1)] }])).toEqual(['stored']);
  await log.close();
  expect(await inTables()).toEqual([[1, 1]]);
});

it('SYN-128 a sync that fails stores nothing either', async () => {
  const log = await open();
  await log.read(id);
  vi.spyOn(fs, 'fdatasync').mockImplementationOnce((_file, done) => done(new Error('input/output error')));
  const append = { documentId: id, after: 0, rows: [row(9)] };
  await expect(log.append([append])).rejects.toThrow('input/output error');
  await log.settle();
  expect(await inTables()).toEqual([]);
  expect(await log.append([{ ...append, rows: [row(1)] }])).toEqual(['stored']);
  await log.close();
  expect(await inTables()).toEqual([[1, 1]]);
});

it('SYN-129 when the tables cannot be written to, rows stay stored in the journal until they can', async () => {
  let failing = true;
  const db = new Proxy(database.db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (name === 'execute' && failing) return () => Promise.reject(new Error('disk full'));
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
    }
  });
  const log = await open(db);
  await log.read(id);
  await log.append([{ documentId: id, after: 0, rows: [row(1)] }]);
  await expect(log.settle()).rejects.toThrow();
  expect(await log.append([{ documentId: id, after: 1, rows: [row(2)] }])).toEqual(['stored']);
  expect(await inTables()).toEqual([]);
  failing = false;
  await log.settle();
  expect(await inTables()).toEqual([
    [1, 1],
    [2, 2]
  ]);
  await log.close();
  expect(readdirSync(folder)).toEqual([]);
});

it('SYN-130 a full file is followed by a new one and removed when its rows are in the tables; a clean stop leaves none', async () => {
  const log = await open();
  await log.read(id);
  const [first] = readdirSync(folder);
  await log.append([{ documentId: id, after: 0, rows: [largeRow()] }]);
  await log.append([{ documentId: id, after: 1, rows: [row(2)] }]);
  await log.settle();
  const [second, ...others] = readdirSync(folder);
  expect(second).not.toBe(first);
  expect(others).toEqual([]);
  await log.append([{ documentId: id, after: 2, rows: [row(3)] }]);
  await log.settle();
  expect(readdirSync(folder)).toEqual([second]);
  await log.close();
  expect(readdirSync(folder)).toEqual([]);
  expect((await inTables()).map(([sequence]) => sequence)).toEqual([1, 2, 3]);
});

it('SYN-130 a new file for which there is not enough space is removed again', async () => {
  const log = await open();
  await log.read(id);
  const before = readdirSync(folder);
  await log.append([{ documentId: id, after: 0, rows: [largeRow()] }]);
  vi.spyOn(fs, 'writeSync').mockImplementationOnce(() => 4096);
  await log.settle();
  expect(readdirSync(folder)).toEqual(before);
  expect(await log.append([{ documentId: id, after: 1, rows: [row(2)] }])).toEqual(['stored']);
  await log.close();
  expect((await inTables()).map(([sequence]) => sequence)).toEqual([1, 2]);
});

it('SYN-130 when there is no space for a new file the old one goes on', async () => {
  const log = await open();
  await log.read(id);
  const before = readdirSync(folder);
  await log.append([{ documentId: id, after: 0, rows: [largeRow()] }]);
  vi.spyOn(fs, 'openSync').mockImplementation(() => {
    throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  });
  await log.settle();
  vi.restoreAllMocks();
  expect(await log.append([{ documentId: id, after: 1, rows: [row(2)] }])).toEqual(['stored']);
  expect(readdirSync(folder)).toEqual(before);
  await log.settle();
  expect(readdirSync(folder)).not.toEqual(before);
  await log.close();
  expect((await inTables()).map(([sequence]) => sequence)).toEqual([1, 2]);
});
