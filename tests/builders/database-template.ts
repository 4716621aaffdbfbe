import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import type { TestProject } from 'vitest/node';
import { migrationsFolder } from '#server/db/migrations';

declare module 'vitest' {
  interface ProvidedContext {
    /** A file holding a migrated, empty database, gzip. */
    databaseTemplate: string;
  }
}

/** Makes the migrated database once; each test file starts from a copy of it in memory. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'concordat-template-'));
  const pg = await PGlite.create();
  await migrate(drizzle(pg), { migrationsFolder: migrationsFolder() });
  const dump = await pg.dumpDataDir('gzip');
  await pg.close();
  const file = join(folder, 'template.tar.gz');
  writeFileSync(file, Buffer.from(await dump.arrayBuffer()));
  project.provide('databaseTemplate', file);
  return () => rmSync(folder, { recursive: true, force: true });
}
