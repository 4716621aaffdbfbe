import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { migrationsFolder } from '#server/db/migrations';

/** What a newer version might change. */
export const CHANGES = [
  'create table newer_thing (id int)',
  'alter table document add column newer_column int'
];

/**
 * The migrations of another version: ours, with one more that is made up of these statements and was made at this time
 * (milliseconds since 1970). Removed when the test ends.
 */
export function migrationsWith(statements: readonly string[], when = Date.now() * 2): string {
  const folder = mkdtempSync(join(tmpdir(), 'concordat-migrations-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(migrationsFolder(), folder, { recursive: true });
  writeFileSync(join(folder, '9999_newer.sql'), statements.join('\n--> statement-breakpoint\n'));
  const file = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { when: number }[] };
  const entry = { idx: 9999, version: '7', when, tag: '9999_newer', breakpoints: true };
  const entries = [...journal.entries, entry].sort((left, right) => left.when - right.when);
  writeFileSync(file, JSON.stringify({ ...journal, entries }));
  return folder;
}
