import { sql, type SQL } from 'drizzle-orm';
import type { Database } from '#server/db/database';
import { DatabaseLog } from '#server/db/document-log/database-log';
import { DraftHistories } from '#server/documents/draft-histories';
import { DraftTexts } from '#server/documents/draft-texts';
import type { Tools } from '#server/runtime';
import type { World } from './world';

/** Everything of a world, working on this database instead. */
export function toolsOn({ runtime }: World, db: Database): Tools {
  const drafts = new DraftTexts(db, new DatabaseLog(db, () => new Date()));
  return { ...runtime.tools, db, drafts, histories: new DraftHistories(db, drafts) };
}

class PutBack extends Error {}

const GUARDED = [
  ...['register_entry', 'register_content', 'specification_version', 'signature'],
  ...['decision', 'decision_option', 'ballot_paper']
];

/**
 * Shows what becomes of a database that somebody with its password wrote into: in a transaction that is put back
 * afterwards, the guards are taken off, the statements run, the guards put on again, and then `look` looks.
 */
export async function inTamperedCopy(
  { runtime }: World,
  statements: readonly SQL[],
  look: (db: Database) => Promise<void>
): Promise<void> {
  const copy = runtime.tools.db.transaction(async (tx) => {
    await setGuards(tx, 'disable');
    for (const statement of statements) await tx.execute(statement);
    await setGuards(tx, 'enable');
    await look(tx);
    throw new PutBack();
  });
  await copy.catch((error: unknown) => {
    if (!(error instanceof PutBack)) throw error;
  });
}

async function setGuards(tx: Database, how: 'enable' | 'disable'): Promise<void> {
  for (const table of GUARDED) await tx.execute(sql.raw(`alter table ${table} ${how} trigger user`));
}
