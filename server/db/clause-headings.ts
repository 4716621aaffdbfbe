import { eq, sql } from 'drizzle-orm';
import type { ClauseOutline } from '#domain/clause-state';
import type { ClauseId, SpecificationId } from '#domain/ids';
import type { Database } from './database';
import { clauseHeading } from './schema/clause-facts';

export type ClauseHeading = Pick<ClauseOutline, 'number' | 'heading'>;

/** Remembers what clauses are called now, so that they can be named once they are gone. */
export async function rememberHeadings(
  tx: Database,
  specificationId: SpecificationId,
  clauses: readonly (ClauseHeading & { readonly id: ClauseId | null })[],
  knownAt: Date
): Promise<void> {
  const rows = clauses.flatMap(({ id, number, heading }) =>
    id === null ? [] : [{ specificationId, clauseId: id, number, heading, knownAt }]
  );
  if (rows.length === 0) return;
  const latest = { number: sql`excluded.number`, heading: sql`excluded.heading`, knownAt };
  await tx
    .insert(clauseHeading)
    .values(rows)
    .onConflictDoUpdate({ target: [clauseHeading.specificationId, clauseHeading.clauseId], set: latest });
}

/** The last known heading of each clause. */
export async function knownHeadings(
  db: Database,
  specificationId: SpecificationId
): Promise<ReadonlyMap<ClauseId, ClauseHeading>> {
  const { clauseId, number, heading } = clauseHeading;
  const rows = await db
    .select({ clauseId, number, heading })
    .from(clauseHeading)
    .where(eq(clauseHeading.specificationId, specificationId));
  return new Map(rows.map((row) => [row.clauseId, { number: row.number, heading: row.heading }]));
}
