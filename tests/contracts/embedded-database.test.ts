import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setEnvironmentData } from 'node:worker_threads';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Id } from '#domain/ids';
import { rowsOf, type Database } from '#server/db/database';
import { openEmbedded } from '#server/db/embedded';
import { FolderInUse } from '#server/db/folder-lock';
import { document } from '#server/db/schema/specifications';

/** Making a cluster is slow, so it is made once, over the remains of an interrupted start, and then copied. */
let made: string;
let folder: string;
const SLOW = 120_000;
beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'concordat-embedded-'));
  mkdirSync(join(made, 'database.making', 'base'), { recursive: true });
  mkdirSync(join(made, 'database'), { recursive: true });
  await (await openEmbedded(join(made, 'database'))).close();
}, SLOW);
afterAll(() => rmSync(made, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'concordat-embedded-'));
  cpSync(join(made, 'database'), join(folder, 'database'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const id = (number: number) =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as Id<'document'>;

it('STO-1 a second opener is refused by name and the first is unharmed', async () => {
  const first = await openEmbedded(join(folder, 'database'));
  await first.db.insert(document).values({ id: id(1), createdAt: new Date() });
  await expect(openEmbedded(join(folder, 'database'))).rejects.toThrow(FolderInUse);
  await expect(openEmbedded(join(folder, 'database'))).rejects.toThrow(join(folder, 'database'));
  await first.db.insert(document).values({ id: id(2), createdAt: new Date() });
  await first.close();
  const again = await openEmbedded(join(folder, 'database'));
  expect(await again.db.$count(document)).toBe(2);
  await again.close();
});

async function killedWhileWriting(database: string, after: number): Promise<number> {
  const script = 'tests/contracts/write-until-killed.ts';
  const child = spawn(process.execPath, ['--import', 'tsx', script, database], {
    stdio: ['ignore', 'pipe', 'inherit']
  });
  let last = 0;
  for await (const chunk of child.stdout) {
    last = Number(String(chunk).trim().split('\n').at(-1));
    if (last >= after) child.kill('SIGKILL');
  }
  return last;
}

it('STO-2 what was committed before kill -9 is there, and the lock is taken over', async () => {
  const database = join(folder, 'database');
  const reported = await killedWhileWriting(database, 25);
  const again = await openEmbedded(database);
  const count = await again.db.$count(document);
  await again.close();
  expect(reported).toBeGreaterThanOrEqual(25);
  expect(count).toBeGreaterThanOrEqual(reported);
});

/** Every database that is opened from now on counts its syncs here. */
function countedSyncs(): Int32Array {
  const syncs = new SharedArrayBuffer(4);
  setEnvironmentData('syncs', syncs);
  const script = pathToFileURL(resolve('tests/contracts/count-syncs.mjs')).href;
  vi.stubEnv('NODE_OPTIONS', `--import=${script}`);
  return new Int32Array(syncs);
}

it('STO-3 every commit is synced before it is reported', async () => {
  const syncs = countedSyncs();
  const { db, close } = await openEmbedded(join(folder, 'database'));
  vi.unstubAllEnvs();
  for (let number = 1; number <= 10; number += 1) {
    const before = syncs[0];
    await db.insert(document).values({ id: id(number), createdAt: new Date() });
    expect(syncs[0]).toBeGreaterThan(before!);
  }
  const before = syncs[0];
  await db.execute(sql`select 1`);
  expect(syncs[0]).toBe(before);
  await close();
});

it('STO-14 bytes come back as they went in: every value, none at all, and many', async () => {
  const { documents, db, close } = await openEmbedded(join(folder, 'database'));
  const every = Uint8Array.from({ length: 256 }, (_, value) => value);
  const many = Uint8Array.from({ length: 3_000_001 }, (_, index) => (index * 31) % 251);
  for (const [index, bytes] of [every, new Uint8Array(), many, every.subarray(200)].entries()) {
    await db.insert(document).values({ id: id(index), createdAt: new Date() });
    await documents.keepSnapshot(id(index), { sequence: 1, bytes });
    const { snapshot } = await documents.read(id(index));
    expect(Buffer.compare(snapshot!.bytes, bytes)).toBe(0);
  }
  await close();
});

it('STO-15 more statements than are kept, twice over, each give their own answer', async () => {
  const { db, close } = await openEmbedded(join(folder, 'database'));
  const sums: number[] = [];
  for (let number = 0; number < 600; number += 1) {
    const result: unknown = await db.execute(sql.raw(`select ${number % 300} + 1 as sum`));
    sums.push(rowsOf<{ sum: number }>(result)[0]!.sum);
  }
  expect(sums).toEqual(Array.from({ length: 600 }, (_, number) => (number % 300) + 1));
  await close();
});

it('STO-15 a statement that fails undoes its own transaction alone, and works when there is no reason any more', async () => {
  const { db, close } = await openEmbedded(join(folder, 'database'));
  const add = (database: Database, number: number) =>
    database.insert(document).values({ id: id(number), createdAt: new Date() });
  await add(db, 1);
  await expect(add(db, 1)).rejects.toMatchObject({ cause: { code: '23505' } });
  await expect(db.execute(sql`select * from nothing_of_that_name`)).rejects.toMatchObject({
    cause: { code: '42P01' }
  });
  const both = db.transaction(async (tx) => {
    await add(tx, 2);
    await add(tx, 1);
  });
  await expect(both).rejects.toMatchObject({ cause: { code: '23505' } });
  expect(await db.$count(document)).toBe(1);
  await db.execute(sql`create table nothing_of_that_name (here integer)`);
  expect(rowsOf(await db.execute(sql`select * from nothing_of_that_name`))).toEqual([]);
  await add(db, 2);
  expect(await db.$count(document)).toBe(2);
  await close();
});

it('STO-7 the remains of an interrupted start are cleared away and the database is whole', async () => {
  expect(existsSync(join(made, 'database.making'))).toBe(false);
  const opened = await openEmbedded(join(folder, 'database'));
  expect(await opened.db.$count(document)).toBe(0);
  await opened.close();
});
