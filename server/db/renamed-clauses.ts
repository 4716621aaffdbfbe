import { and, eq } from 'drizzle-orm';
import type { ClauseId, SpecificationId } from '#domain/ids';
import type { RenamedClause } from '#schema/template-words';
import type { Database } from './database';
import {
  clauseBudgetLink,
  clauseEvidence,
  clauseHeading,
  clauseMeasure,
  clauseOpenOwner,
  clauseResponsibility
} from './schema/clause-facts';
import { openPoint } from './schema/open-points';
import { easyReadReview, plainSummary } from './schema/plain-summaries';

const BY_CLAUSE = [
  clauseHeading,
  clauseResponsibility,
  clauseOpenOwner,
  clauseEvidence,
  clauseMeasure,
  clauseBudgetLink,
  openPoint
] as const;

/** Everything kept about a clause goes on under the id that the clause has now. */
export async function followRenamedClauses(
  tx: Database,
  specificationId: SpecificationId,
  renamed: readonly RenamedClause[]
): Promise<void> {
  for (const { from, to } of renamed) {
    if (from === null) continue;
    for (const table of BY_CLAUSE)
      await tx
        .update(table)
        .set({ clauseId: to })
        .where(and(eq(table.specificationId, specificationId), eq(table.clauseId, from)));
    await tx
      .update(openPoint)
      .set({ otherClauseId: to })
      .where(and(eq(openPoint.specificationId, specificationId), eq(openPoint.otherClauseId, from)));
    await followSummary(tx, specificationId, { from, to });
  }
}

/** Its reviews point at the summary, so they are taken off for that while. */
async function followSummary(
  tx: Database,
  specificationId: SpecificationId,
  { from, to }: { readonly from: ClauseId; readonly to: ClauseId }
): Promise<void> {
  const { clauseId } = easyReadReview;
  const reviews = await tx
    .delete(easyReadReview)
    .where(and(eq(easyReadReview.specificationId, specificationId), eq(clauseId, from)))
    .returning();
  await tx
    .update(plainSummary)
    .set({ clauseId: to })
    .where(and(eq(plainSummary.specificationId, specificationId), eq(plainSummary.clauseId, from)));
  if (reviews.length > 0)
    await tx.insert(easyReadReview).values(reviews.map((review) => ({ ...review, clauseId: to })));
}
