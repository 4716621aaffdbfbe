import { and, eq, gt, lte } from 'drizzle-orm';
import type { MemberId, MergeId, SpecificationId } from '#domain/ids';
import type { Database } from './database';
import { pendingMerge } from './schema/pending-merges';

export type PendingMerge = typeof pendingMerge.$inferSelect;

interface Whose {
  readonly specificationId: SpecificationId;
  readonly memberId: MemberId;
}

/** Takes the place of what the same person sent for the same specification before. What has expired goes, whoever sent it. */
export async function keepPendingMerge(tx: Database, made: PendingMerge): Promise<void> {
  await tx.delete(pendingMerge).where(lte(pendingMerge.expiresAt, made.sentAt));
  const { specificationId: _, memberId: __, ...changes } = made;
  await tx
    .insert(pendingMerge)
    .values(made)
    .onConflictDoUpdate({ target: [pendingMerge.specificationId, pendingMerge.memberId], set: changes });
}

/** What a person sent for a specification, unless it has expired. */
export async function pendingMergeOf(
  db: Database,
  { specificationId, memberId }: Whose,
  now: Date
): Promise<PendingMerge | undefined> {
  const whose = and(eq(pendingMerge.specificationId, specificationId), eq(pendingMerge.memberId, memberId));
  const [row] = await db
    .select()
    .from(pendingMerge)
    .where(and(whose, gt(pendingMerge.expiresAt, now)));
  return row;
}

/** False when it was gone already. */
export async function removePendingMerge(tx: Database, id: MergeId): Promise<boolean> {
  const gone = await tx
    .delete(pendingMerge)
    .where(eq(pendingMerge.id, id))
    .returning({ id: pendingMerge.id });
  return gone.length > 0;
}

/** Whatever this person sent for this specification. */
export async function giveUpPendingMerge(tx: Database, { specificationId, memberId }: Whose): Promise<void> {
  await tx
    .delete(pendingMerge)
    .where(and(eq(pendingMerge.specificationId, specificationId), eq(pendingMerge.memberId, memberId)));
}
