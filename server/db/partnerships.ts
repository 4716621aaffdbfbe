import { eq } from 'drizzle-orm';
import type { PartnershipId } from '#domain/ids';
import type { Database } from './database';
import { partnership } from './schema/people';

/**
 * Locks a partnership until the transaction ends: what must be unique in it, and the order of its register, is
 * decided under this lock. Not the strongest lock: rows that point at the partnership may still be added meanwhile, or
 * two commands that have each added one would wait for each other for ever. Take it last, after the rows of the thing itself, or two commands may wait for each other.
 */
export async function lockPartnership(tx: Database, partnershipId: PartnershipId): Promise<void> {
  await tx.select().from(partnership).where(eq(partnership.id, partnershipId)).for('no key update');
}

/** What it is, for whom, and where. */
export async function partnershipById(
  db: Database,
  id: PartnershipId
): Promise<typeof partnership.$inferSelect | undefined> {
  const [row] = await db.select().from(partnership).where(eq(partnership.id, id));
  return row;
}
