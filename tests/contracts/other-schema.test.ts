import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Id } from '#domain/ids';
import { CannotOpen } from '#server/db/cannot-open';
import { rowsOf, type Database, type OpenDatabase } from '#server/db/database';
import { openEmbedded } from '#server/db/embedded';
import { openPostgres } from '#server/db/postgres';
import { document } from '#server/db/schema/specifications';
import { CHANGES, migrationsWith } from '#tests/builders/other-migrations';
import { emptyPostgres } from '#tests/builders/test-database';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** A database that can be opened by one version after another. */
interface Somewhere {
  open(migrations?: string): Promise<OpenDatabase>;
  remove(): Promise<void>;
}

async function embedded(): Promise<Somewhere> {
  const folder = mkdtempSync(join(tmpdir(), 'concordat-schema-'));
  return {
    open: (migrations) => openEmbedded(join(folder, 'database'), migrations),
    remove: async () => rmSync(folder, { recursive: true, force: true })
  };
}

async function onPostgres(): Promise<Somewhere> {
  const { url, drop } = await emptyPostgres();
  return { open: (migrations) => openPostgres(url, migrations), remove: drop };
}

/** Every column there is, and every change that was ever made. */
async function schemaOf(db: Database): Promise<unknown> {
  const columns = await db.execute(
    sql`select table_name, column_name from information_schema.columns where table_schema = 'public' order by 1, 2`
  );
  const applied = await db.execute(
    sql`select hash, created_at from drizzle.__drizzle_migrations order by id`
  );
  return [rowsOf(columns), rowsOf(applied)];
}

describe.each([
  { engine: 'embedded', somewhere: embedded, skip: false },
  {
    engine: 'PostgreSQL (set TEST_DATABASE_URL)',
    somewhere: onPostgres,
    skip: !process.env.TEST_DATABASE_URL
  }
])('$engine', ({ somewhere, skip }) => {
  describe.skipIf(skip)('other versions', () => {
    let place: Somewhere;
    /** The schema of this version. */
    let ours: unknown;
    beforeAll(async () => {
      place = await somewhere();
      const { db, close } = await place.open();
      await db.insert(document).values({ id: randomUUID() as Id<'document'>, createdAt: new Date() });
      ours = await schemaOf(db);
      await close();
    });
    afterAll(() => place?.remove());

    it('STO-17 a change that fails half-way leaves all as it was, says so, and the version before goes on', async () => {
      const failing = migrationsWith([...CHANGES, 'select 1/0', 'create table never (id int)']);
      for (let attempt = 1; attempt <= 2; attempt += 1) {
        const opening = place.open(failing);
        await expect(opening).rejects.toThrow(CannotOpen);
        await expect(opening).rejects.toThrow(
          /^The database could not be brought up to date and was left as it was: division by zero\. The version from before can go on with it\.$/
        );
      }
      const { db, close } = await place.open();
      expect(await schemaOf(db)).toEqual(ours);
      await db.insert(document).values({ id: randomUUID() as Id<'document'>, createdAt: new Date() });
      expect(await db.$count(document)).toBe(2);
      await close();
    });

    it('STO-16 an older version is stopped by one sentence, changes nothing, and the newer one goes on', async () => {
      const newer = migrationsWith(CHANGES);
      const first = await place.open(newer);
      const theirs = await schemaOf(first.db);
      expect(theirs).not.toEqual(ours);
      await first.close();

      const opening = place.open();
      await expect(opening).rejects.toThrow(CannotOpen);
      await expect(opening).rejects.toThrow(
        /^This database was changed by a newer version of Concordat, .*\.$/
      );
      const again = await place.open(newer);
      expect(await schemaOf(again.db)).toEqual(theirs);
      expect(await again.db.$count(document)).toBe(2);
      await again.close();
    });

    it('STO-16 a change that came late, from before others that are made, is not passed over in silence', async () => {
      const other = await somewhere();
      await (await other.open()).close();
      const opening = other.open(migrationsWith(CHANGES, 1));
      await expect(opening).rejects.toThrow(CannotOpen);
      await expect(opening).rejects.toThrow(/^This database lacks a change that came before others it has/);
      const { db, close } = await other.open();
      expect(await schemaOf(db)).toEqual(ours);
      await close();
      await other.remove();
    });
  });
});
