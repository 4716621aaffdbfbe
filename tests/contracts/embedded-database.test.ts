import { spawn } from 'node:child_process';
import fs, { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Id } from '#domain/ids';
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

it('STO-3 every commit is synced before it is reported', async () => {
  const { db, close } = await openEmbedded(join(folder, 'database'));
  const real = fs.fsyncSync;
  let synced = 0;
  fs.fsyncSync = (descriptor) => {
    synced += 1;
    real(descriptor);
  };
  syncBuiltinESMExports();
  try {
    for (let number = 1; number <= 10; number += 1) {
      const before = synced;
      await db.insert(document).values({ id: id(number), createdAt: new Date() });
      expect(synced).toBeGreaterThan(before);
    }
    const before = synced;
    await db.execute(sql`select 1`);
    expect(synced).toBe(before);
  } finally {
    fs.fsyncSync = real;
    syncBuiltinESMExports();
    await close();
  }
});

it('STO-7 the remains of an interrupted start are cleared away and the database is whole', async () => {
  expect(existsSync(join(made, 'database.making'))).toBe(false);
  const opened = await openEmbedded(join(folder, 'database'));
  expect(await opened.db.$count(document)).toBe(0);
  await opened.close();
});
