import { and, desc, eq, inArray, isNull, lte } from 'drizzle-orm';
import type { BallotId, CommentId, DecisionId, MemberId, NewId, NoticeId } from '#domain/ids';
import type { BallotNotice, CommentNotice, DecisionNotice, NoticeKind } from '#domain/notice';
import type { Database } from './database';
import { notice } from './schema/notices';

export type NoticeRow = typeof notice.$inferSelect;

type About =
  | { readonly kind: CommentNotice; readonly aboutId: CommentId }
  | { readonly kind: BallotNotice; readonly aboutId: BallotId }
  | { readonly kind: DecisionNotice; readonly aboutId: DecisionId };

export type NewNotices = About & {
  readonly members: readonly MemberId[];
  readonly now: Date;
  readonly newId: NewId;
};

/** These are told again when it happens again; of the others each member is told once. */
const AGAIN: readonly NoticeKind[] = [
  'reply',
  'to-answer',
  'to-review',
  'to-settle',
  'set-aside',
  'removed',
  'reviewed'
];

/**
 * Tells these members. One that says the same stays one: it comes to the top again, as new. In the order of ids, so that two who tell
 * the same people do not wait for one another.
 */
export async function insertNotices(tx: Database, made: NewNotices): Promise<void> {
  const { kind, aboutId, now: madeAt, newId } = made;
  const members = [...new Set(made.members)].sort();
  if (members.length === 0) return;
  const rows = members.map((memberId) => ({ id: newId<'notice'>(), memberId, kind, aboutId, madeAt }));
  const inserting = tx.insert(notice).values(rows);
  if (!AGAIN.includes(kind)) await inserting.onConflictDoNothing();
  else
    await inserting.onConflictDoUpdate({
      target: [notice.memberId, notice.kind, notice.aboutId],
      set: { madeAt, readAt: null, mailedAt: null }
    });
}

/** More than anybody reads; what is older is not shown. */
const MOST_SHOWN = 200;

/** Of these members, newest first. */
export async function noticeRows(
  db: Database,
  members: readonly MemberId[],
  { onlyUnread = false } = {}
): Promise<NoticeRow[]> {
  if (members.length === 0) return [];
  const theirs = inArray(notice.memberId, [...members]);
  return db
    .select()
    .from(notice)
    .where(onlyUnread ? and(theirs, isNull(notice.readAt)) : theirs)
    .orderBy(desc(notice.madeAt), desc(notice.id))
    .limit(MOST_SHOWN);
}

/** Marks those of the member's that are named, and answers how many were new. */
export async function markRead(
  tx: Database,
  {
    memberId,
    ids,
    now
  }: { readonly memberId: MemberId; readonly ids: readonly NoticeId[]; readonly now: Date }
): Promise<number> {
  if (ids.length === 0) return 0;
  const named = and(eq(notice.memberId, memberId), inArray(notice.id, [...ids]), isNull(notice.readAt));
  const marked = await tx.update(notice).set({ readAt: now }).where(named).returning({ id: notice.id });
  return marked.length;
}

/** Marks every one of the member's that was made until then. */
export async function markAllRead(
  tx: Database,
  { memberId, until, now }: { readonly memberId: MemberId; readonly until: Date; readonly now: Date }
): Promise<void> {
  await tx
    .update(notice)
    .set({ readAt: now })
    .where(and(eq(notice.memberId, memberId), isNull(notice.readAt), lte(notice.madeAt, until)));
}

/** One of these members'; undefined when there is none, or it is somebody else's. */
export async function noticeOf(
  db: Database,
  id: NoticeId,
  members: readonly MemberId[]
): Promise<NoticeRow | undefined> {
  if (members.length === 0) return undefined;
  const [row] = await db
    .select()
    .from(notice)
    .where(and(eq(notice.id, id), inArray(notice.memberId, [...members])));
  return row;
}
