import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { CannotOpen } from './cannot-open';
import { rowsOf, type Database } from './database';

/** The migrations folder, found upwards from this file: beside `server/` in a checkout, beside `build/` once built. */
export function migrationsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'drizzle', 'meta', '_journal.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The drizzle/ folder is missing beside the program.');
    folder = parent;
  }
  return join(folder, 'drizzle');
}

const NEWER =
  'This database was changed by a newer version of Concordat, which this version cannot work with: start the newer one, or restore a backup from before.';
const BETWEEN =
  'This database lacks a change that came before others it has, so it was left as it is: start the version of Concordat that it was used with last.';

/**
 * Makes the tables what this version needs, all changes or none: the migrator runs them in one transaction. It would
 * take a database for up to date that a newer version has changed, and pass over a change that came late; so both are
 * looked for here. They are told apart by when they were made: line ends, and so hashes, may differ between checkouts.
 */
export async function bringUpToDate(
  db: Database,
  migrate: (config: { migrationsFolder: string }) => Promise<unknown>,
  folder: string
): Promise<void> {
  const [known, applied] = [knownIn(folder), await appliedTo(db)];
  if (applied.some((made) => !known.includes(made))) throw new CannotOpen(NEWER);
  const newest = Math.max(...applied);
  if (known.some((made) => made < newest && !applied.includes(made))) throw new CannotOpen(BETWEEN);
  await migrate({ migrationsFolder: folder }).catch((fault: unknown) => {
    throw new CannotOpen(couldNot(fault), { cause: fault });
  });
}

/** When each of this version's migrations was made, in milliseconds since 1970: what drizzle keeps of those it has run. */
function knownIn(folder: string): readonly number[] {
  const journal = readFileSync(join(folder, 'meta', '_journal.json'), 'utf8');
  const { entries } = JSON.parse(journal) as { entries: readonly { when: number }[] };
  return entries.map(({ when }) => when);
}

async function appliedTo(db: Database): Promise<number[]> {
  const [table] = rowsOf<{ there: boolean }>(
    await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`)
  );
  if (!table?.there) return [];
  const rows = await db.execute(sql`select created_at from drizzle.__drizzle_migrations`);
  return rowsOf<{ created_at: unknown }>(rows).map((row) => Number(row.created_at));
}

function couldNot(fault: unknown): string {
  const { cause } = fault as { cause?: unknown };
  const why = cause instanceof Error ? cause.message : String(fault);
  return `The database could not be brought up to date and was left as it was: ${why}. The version from before can go on with it.`;
}
