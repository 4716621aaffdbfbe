import { and, desc, eq } from 'drizzle-orm';
import type { ClauseId, DocumentId, MemberId, PersonId, SpecificationId } from '#domain/ids';
import type { ConfirmedTexts } from '#schema/plain-summary';
import type { Database } from './database';
import { appendUpdates } from './documents';
import { easyReadReview, plainSummary } from './schema/plain-summaries';
import { document } from './schema/specifications';

export type SummaryRow = typeof plainSummary.$inferSelect;
export type ReviewRow = typeof easyReadReview.$inferSelect;

/** The summary of one clause. */
export interface SummaryKey {
  readonly specificationId: SpecificationId;
  readonly clauseId: ClauseId;
}

export interface NewSummary extends SummaryKey {
  readonly documentId: DocumentId;
  readonly clauseName: string;
  readonly createdAt: Date;
  readonly createdBy: MemberId;
  readonly personId: PersonId;
  readonly sessionHash: string;
  /** The first update of its document, when there are words already. */
  readonly bytes: Uint8Array | null;
}

/** The summary and its document. */
export async function insertSummary(tx: Database, made: NewSummary): Promise<void> {
  const { personId, sessionHash, bytes, ...row } = made;
  const { documentId, createdAt } = row;
  await tx.insert(document).values({ id: documentId, createdAt });
  if (bytes) await appendUpdates(tx, documentId, [{ personId, sessionHash, bytes }], createdAt);
  await tx.insert(plainSummary).values(row);
}

/** In no particular order. */
export async function summariesOf(db: Database, specificationId: SpecificationId): Promise<SummaryRow[]> {
  return db.select().from(plainSummary).where(eq(plainSummary.specificationId, specificationId));
}

export async function summaryOf(db: Database, key: SummaryKey): Promise<SummaryRow | undefined> {
  const [row] = await db.select().from(plainSummary).where(isOf(key));
  return row;
}

export interface Confirmation extends ConfirmedTexts {
  readonly clauseName: string;
  /** The last update of the specification's log that is in the clause. */
  readonly sequence: number;
  readonly at: Date;
  readonly by: MemberId;
}

export async function storeConfirmation(
  tx: Database,
  key: SummaryKey,
  { clauseName, clauseHash, summaryHash, sequence, at, by }: Confirmation
): Promise<void> {
  const hashes = { confirmedClauseHash: clauseHash, confirmedSummaryHash: summaryHash };
  const confirmed = { ...hashes, confirmedSequence: sequence, confirmedAt: at, confirmedBy: by };
  await tx
    .update(plainSummary)
    .set({ clauseName, ...confirmed })
    .where(isOf(key));
}

export async function insertReview(tx: Database, review: ReviewRow): Promise<void> {
  await tx.insert(easyReadReview).values(review);
}

/** The newest review of each summary that has one. */
export async function newestReviews(
  db: Database,
  specificationId: SpecificationId
): Promise<ReadonlyMap<ClauseId, ReviewRow>> {
  const rows = await db
    .selectDistinctOn([easyReadReview.clauseId])
    .from(easyReadReview)
    .where(eq(easyReadReview.specificationId, specificationId))
    .orderBy(easyReadReview.clauseId, desc(easyReadReview.reviewedAt), desc(easyReadReview.id));
  return new Map(rows.map((row) => [row.clauseId, row]));
}

function isOf({ specificationId, clauseId }: SummaryKey) {
  return and(eq(plainSummary.specificationId, specificationId), eq(plainSummary.clauseId, clauseId));
}
