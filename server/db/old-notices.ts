import { and, asc, eq, gt, inArray, isNull, lte, or, type SQL } from 'drizzle-orm';
import type { NoticeId } from '#domain/ids';
import type { Database } from './database';
import type { Told } from './notice-subjects';
import type { NoticeRow } from './notices';
import { notice } from './schema/notices';
import { member } from './schema/people';

/** Deletes what was read at the one moment or before, and what was made at the other or before and never read. */
export async function deleteOld(
  db: Database,
  { readUntil, madeUntil }: { readonly readUntil: Date; readonly madeUntil: Date }
): Promise<void> {
  await deleteThose(db, or(lte(notice.readAt, readUntil), neverRead(madeUntil))!);
}

/** Of these, what was made by then and is not read yet: one that came again meanwhile stays. */
export async function deleteUnread(db: Database, ids: readonly NoticeId[], madeUntil: Date): Promise<void> {
  if (ids.length > 0) await deleteThose(db, and(inArray(notice.id, [...ids]), neverRead(madeUntil))!);
}

function neverRead(madeUntil: Date): SQL {
  return and(isNull(notice.readAt), lte(notice.madeAt, madeUntil))!;
}

/** Waits for nobody: what a command makes new at this moment, or another node deletes, is left to the next look. */
async function deleteThose(db: Database, which: SQL): Promise<void> {
  const free = db.select({ id: notice.id }).from(notice).where(which).for('update', { skipLocked: true });
  await db.delete(notice).where(inArray(notice.id, free));
}

/** So many are looked at together. */
export const SOME = 500;

/** What was made by then and never read, with whose it is: some of it, in the order of ids, after this one. */
export async function someUnread(
  db: Database,
  madeUntil: Date,
  after: NoticeId | null
): Promise<{ row: NoticeRow; told: Told }[]> {
  const rows = await db
    .select({ row: notice, organisationId: member.organisationId })
    .from(notice)
    .innerJoin(member, eq(member.id, notice.memberId))
    .where(and(neverRead(madeUntil), after === null ? undefined : gt(notice.id, after)))
    .orderBy(asc(notice.id))
    .limit(SOME);
  return rows.map(({ row, organisationId }) => ({ row, told: { memberId: row.memberId, organisationId } }));
}
