import { and, asc, eq, inArray, isNull, lt, lte, ne, or, sql, type SQL } from 'drizzle-orm';
import { londonDay } from '#domain/answer-duty';
import { byTime } from '#domain/comment-thread';
import type { UnansweredComment } from '#domain/decision';
import type { CommentId, DecisionId, SpecificationId } from '#domain/ids';
import { endOfLondonDay } from '#domain/london-time';
import { isRefusal } from '#domain/refusal';
import { shownTime } from '#domain/shown-as';
import { wordsSaid } from '#domain/suggestion';
import { GROUP_OF_COMMENT } from './comments';
import type { Database } from './database';
import { decisionException } from './schema/decisions';
import { member } from './schema/people';
import { comment, commentResponse } from './schema/comments';

/** Something that has no answer. */
export interface Unanswered {
  readonly id: CommentId;
  /** Empty while it is not shown. */
  readonly body: string;
  /** Somebody looks at it first: it is held, or hidden as a matter that nobody has settled. Which of them is not told. */
  readonly hidden: boolean;
}

/** What nobody decided on yet. What was not let through or was passed on is owed no answer. */
const WAITS = ['shown', 'held', 'concern'] as const;

/**
 * What was said by patients and carers up to a moment and has no answer, oldest first; of what has no name, up to the end of that day
 * and by its day. What is not shown comes last, in an order that tells nothing of its moment.
 */
export async function unansweredOn(
  db: Database,
  specificationId: SpecificationId,
  until: Date
): Promise<Unanswered[]> {
  const rows = await db
    .select({ comment })
    .from(comment)
    .innerJoin(member, eq(member.id, comment.authorId))
    .leftJoin(commentResponse, eq(commentResponse.commentId, comment.id))
    .where(
      and(
        eq(comment.specificationId, specificationId),
        eq(GROUP_OF_COMMENT, 'patient-carer'),
        eq(comment.origin, 'here'),
        // What was held and let through later counts from when it was written: holding it must not decide over its head.
        saidBy(until),
        inArray(comment.standing, WAITS),
        isNull(comment.withdrawnAt),
        isNull(commentResponse.commentId)
      )
    );
  const sorted = rows
    .map(({ comment: said }) => ({ said, id: said.id, ...shownTime(said.createdAt, said) }))
    .sort(byTime);
  const all = sorted.map(({ said }) => {
    const hidden = said.standing !== 'shown';
    return { id: said.id, body: hidden ? '' : wordsSaid(said), hidden };
  });
  const looked = all.filter(({ hidden }) => hidden).sort((a, b) => (a.id < b.id ? -1 : 1));
  return [...all.filter(({ hidden }) => !hidden), ...looked];
}

/** Without a name the whole day counts: whether it was said before or after a known minute would tell its hour. */
function saidBy(until: Date): SQL | undefined {
  const said = sql`coalesce(${comment.saidAt}, ${comment.createdAt})`;
  const endOfDay = endOfLondonDay(londonDay(until));
  if (isRefusal(endOfDay)) throw new Error('A day without an end.');
  return or(lte(said, until), and(ne(comment.shownAs, 'name'), lt(said, endOfDay)));
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
