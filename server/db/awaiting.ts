import { and, count, eq, gt, isNotNull, isNull, notExists, sql } from 'drizzle-orm';
import type { MemberId, OrganisationId, PartnershipId } from '#domain/ids';
import type { Database } from './database';
import { ballot, ballotVoter } from './schema/ballots';
import { decision, signature } from './schema/decisions';
import { comment, commentResponse } from './schema/comments';
import { specification } from './schema/specifications';
import { isShown } from './standing';

/** Open ballots whose roll names this member and in which they have not voted, soonest closing first. */
export function ballotsAwaitingVote(db: Database, memberId: MemberId, now: Date) {
  return db
    .select({ id: ballot.id, title: ballot.title, closesAt: ballot.closesAt })
    .from(ballotVoter)
    .innerJoin(ballot, eq(ballot.id, ballotVoter.ballotId))
    .where(
      and(
        eq(ballotVoter.memberId, memberId),
        eq(ballotVoter.hasVoted, false),
        isNull(ballot.closedAt),
        gt(ballot.closesAt, now)
      )
    )
    .orderBy(ballot.closesAt);
}

/** Decisions still open that this member has not answered and their organisation has not signed. */
export function decisionsAwaitingSignature(
  db: Database,
  partnershipId: PartnershipId,
  organisationId: OrganisationId,
  memberId: MemberId
) {
  const mine = db
    .select({ id: signature.decisionId })
    .from(signature)
    .where(and(eq(signature.decisionId, decision.id), eq(signature.memberId, memberId)));
  const ours = db
    .select({ id: signature.decisionId })
    .from(signature)
    .where(and(eq(signature.decisionId, decision.id), eq(signature.organisationId, organisationId)));
  return db
    .select({ id: decision.id, title: decision.title })
    .from(decision)
    .where(
      and(
        eq(decision.partnershipId, partnershipId),
        isNull(decision.settledAt),
        notExists(mine),
        notExists(ours)
      )
    )
    .orderBy(decision.proposedAt);
}

/** Specifications with comments to which this member owes an answer, with how many, and the first day on which one is due. */
export function answersOwedBy(db: Database, partnershipId: PartnershipId, owner: MemberId) {
  return db
    .select({
      id: specification.id,
      title: specification.title,
      count: count(),
      dueOn: sql<string>`min(${comment.dueOn})::text`
    })
    .from(comment)
    .innerJoin(specification, eq(specification.id, comment.specificationId))
    .leftJoin(commentResponse, eq(commentResponse.commentId, comment.id))
    .where(
      and(
        eq(specification.partnershipId, partnershipId),
        eq(comment.ownerId, owner),
        isNotNull(comment.dueOn),
        isNull(commentResponse.commentId),
        isNull(comment.withdrawnAt),
        isShown
      )
    )
    .groupBy(specification.id, specification.title)
    .orderBy(sql`min(${comment.dueOn})`, specification.title);
}
