import { and, asc, eq, isNull, lte } from 'drizzle-orm';
import type { UnansweredComment } from '#domain/decision';
import type { CommentId, DecisionId, SpecificationId } from '#domain/ids';
import { wordsSaid } from '#domain/suggestion';
import type { Database } from './database';
import { decisionException } from './schema/decisions';
import { member } from './schema/people';
import { comment, commentResponse } from './schema/specifications';

/** What was said by patients and carers up to a moment and has no answer, oldest first. */
export async function unansweredOn(
  db: Database,
  specificationId: SpecificationId,
  until: Date
): Promise<{ id: CommentId; body: string }[]> {
  const rows = await db
    .select({ comment })
    .from(comment)
    .innerJoin(member, eq(member.id, comment.authorId))
    .leftJoin(commentResponse, eq(commentResponse.commentId, comment.id))
    .where(
      and(
        eq(comment.specificationId, specificationId),
        eq(member.stakeholderGroup, 'patient-carer'),
        eq(comment.origin, 'here'),
        lte(comment.createdAt, until),
        isNull(comment.withdrawnAt),
        isNull(commentResponse.commentId)
      )
    )
    .orderBy(asc(comment.createdAt), asc(comment.id));
  return rows.map(({ comment: said }) => ({ id: said.id, body: wordsSaid(said) }));
}

export async function insertExceptions(
  tx: Database,
  decisionId: DecisionId,
  unanswered: readonly UnansweredComment[]
): Promise<void> {
  if (unanswered.length === 0) return;
  await tx.insert(decisionException).values(unanswered.map((each) => ({ ...each, decisionId })));
}

/** The comments without an answer that a decision names, by their ids. */
export function exceptionsOf(db: Database, decisionId: DecisionId): Promise<UnansweredComment[]> {
  const { commentId, reason } = decisionException;
  return db
    .select({ commentId, reason })
    .from(decisionException)
    .where(eq(decisionException.decisionId, decisionId))
    .orderBy(asc(commentId));
}
