import { and, count, eq, gt, isNull, notExists } from 'drizzle-orm';
import type { MemberId, OrganisationId, PartnershipId } from '#domain/ids';
import type { Database } from './database';
import { ballot, ballotVoter } from './schema/ballots';
import { decision, signature } from './schema/decisions';
import { member } from './schema/people';
import { comment, commentResponse, specification } from './schema/specifications';

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

/** Specifications with comments that are owed an answer (those of patients and carers), with how many. */
export function unansweredComments(db: Database, partnershipId: PartnershipId) {
  return db
    .select({ id: specification.id, title: specification.title, count: count() })
    .from(comment)
    .innerJoin(specification, eq(specification.id, comment.specificationId))
    .innerJoin(member, eq(member.id, comment.authorId))
    .leftJoin(commentResponse, eq(commentResponse.commentId, comment.id))
    .where(
      and(
        eq(specification.partnershipId, partnershipId),
        eq(member.stakeholderGroup, 'patient-carer'),
        isNull(commentResponse.commentId)
      )
    )
    .groupBy(specification.id, specification.title)
    .orderBy(specification.title);
}
