import { and, eq, isNull, lte } from 'drizzle-orm';
import { londonDay, REMINDED_BEFORE } from '#domain/answer-duty';
import type { NoticeId, PartnershipId } from '#domain/ids';
import type { Database } from './database';
import { comment, commentResponse } from './schema/comments';
import { notice } from './schema/notices';
import { member } from './schema/people';
import { isShown } from './standing';

const A_DAY = 86_400_000;

/** The notice to whoever owes an answer that is due soon, or late. */
export interface OwedSoon {
  readonly noticeId: NoticeId;
  readonly partnershipId: PartnershipId;
  readonly madeAt: Date;
  /** "2026-12-08" */
  readonly dueOn: string;
}

/** Of comments that others see and that have no answer yet. */
export async function owedSoon(db: Database, now: Date): Promise<OwedSoon[]> {
  const { madeAt, id: noticeId } = notice;
  const rows = await db
    .select({ noticeId, madeAt, dueOn: comment.dueOn, partnershipId: member.partnershipId })
    .from(notice)
    .innerJoin(member, and(eq(member.id, notice.memberId), isNull(member.leftAt)))
    .innerJoin(comment, and(eq(comment.id, notice.aboutId), eq(comment.ownerId, notice.memberId), isShown))
    .leftJoin(commentResponse, eq(commentResponse.commentId, comment.id))
    .where(
      and(
        eq(notice.kind, 'to-answer'),
        isNull(commentResponse.commentId),
        isNull(comment.withdrawnAt),
        lte(comment.dueOn, londonDay(new Date(now.getTime() + REMINDED_BEFORE * A_DAY)))
      )
    );
  return rows.flatMap(({ dueOn, ...row }) => (dueOn === null ? [] : [{ ...row, dueOn }]));
}

/** Makes them new again, in the order of ids; one that another node was quicker with stays. Answers whose pages change. */
export async function tellAgain(
  db: Database,
  due: readonly OwedSoon[],
  now: Date
): Promise<readonly PartnershipId[]> {
  const changed = new Set<PartnershipId>();
  for (const { noticeId, madeAt, partnershipId } of [...due].sort((a, b) =>
    a.noticeId < b.noticeId ? -1 : 1
  )) {
    const told = await db
      .update(notice)
      .set({ madeAt: now, readAt: null, mailedAt: null })
      .where(and(eq(notice.id, noticeId), eq(notice.madeAt, madeAt)))
      .returning({ id: notice.id });
    if (told.length > 0) changed.add(partnershipId);
  }
  return [...changed];
}
