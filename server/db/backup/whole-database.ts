import { count, max, min, sum } from 'drizzle-orm';
import type { Database } from '../database';
import { checkRegister } from '../register';
import { partnership, person } from '../schema/people';
import { document, documentUpdate } from '../schema/specifications';

/** What a database that is whole holds, in numbers; or the first thing that is wrong with it, as a sentence. */
export type Whole = {
  readonly people: number;
  readonly documents: number;
  /** Rows of their logs. */
  readonly edits: number;
  /** Entries of all registers. */
  readonly entries: number;
};

/** Recomputes every register, and counts the log of every document: no row of it is missing. */
export async function lookWhole(db: Database): Promise<Whole | { readonly wrong: string }> {
  let entries = 0;
  for (const { id, name } of await db.select().from(partnership)) {
    const check = await checkRegister(db, id);
    if (!check.ok) return { wrong: `The register of ${name} does not verify: ${check.message}` };
    entries += check.size;
  }
  const gap = await firstGap(db);
  if (gap !== undefined) return { wrong: `Edits of the document ${gap} are missing.` };
  const [edits] = await db.select({ all: sum(document.lastSequence).mapWith(Number) }).from(document);
  return {
    people: await db.$count(person),
    documents: await db.$count(document),
    edits: edits?.all ?? 0,
    entries
  };
}

/** A document whose rows are not 1, 2, 3 … up to its last. */
async function firstGap(db: Database): Promise<string | undefined> {
  const { documentId, sequence } = documentUpdate;
  const rows = await db
    .select({ documentId, rows: count(), first: min(sequence), last: max(sequence) })
    .from(documentUpdate)
    .groupBy(documentId);
  const logs = new Map(rows.map((row) => [row.documentId, row]));
  for (const { id, lastSequence } of await db.select().from(document)) {
    const log = logs.get(id) ?? { rows: 0, first: 1, last: 0 };
    if (log.first !== 1 || log.last !== lastSequence || log.rows !== lastSequence) return id;
  }
  return undefined;
}
