import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { PartnershipId } from '#domain/ids';
import { GROUP_OF_COMMENT } from './comments';
import type { Database } from './database';
import { ballot, ballotVoter } from './schema/ballots';
import { decision } from './schema/decisions';
import { member } from './schema/people';
import { comment, commentResponse } from './schema/comments';
import { specification } from './schema/specifications';
import { isShown } from './standing';

const RECENT = 5;

/** Ballots one can vote in now, soonest closing first, with the turnout and nothing else. */
export function openBallots(db: Database, partnershipId: PartnershipId, now: Date) {
  return db
    .select({
      id: ballot.id,
      title: ballot.title,
      closesAt: ballot.closesAt,
      voters: sql<number>`count(*)::int`,
      voted: sql<number>`(count(*) filter (where ${ballotVoter.hasVoted}))::int`
    })
    .from(ballot)
    .innerJoin(ballotVoter, eq(ballotVoter.ballotId, ballot.id))
    .where(and(eq(ballot.partnershipId, partnershipId), isNull(ballot.closedAt), gt(ballot.closesAt, now)))
    .groupBy(ballot.id)
    .orderBy(ballot.closesAt);
}

/** The newest decisions, awaited and settled. */
export function recentDecisions(db: Database, partnershipId: PartnershipId) {
  return db
    .select({
      id: decision.id,
      reference: decision.reference,
      title: decision.title,
      outcome: decision.outcome,
      proposedAt: decision.proposedAt,
      settledAt: decision.settledAt
    })
    .from(decision)
    .where(eq(decision.partnershipId, partnershipId))
    .orderBy(desc(decision.proposedAt))
    .limit(RECENT);
}

/** Drafts that everybody may read and comment on, newest first, with how many comments and how many are owed an answer. */
export function openDrafts(db: Database, partnershipId: PartnershipId) {
  const owed = sql`${comment.id} is not null and ${GROUP_OF_COMMENT} = 'patient-carer' and ${comment.withdrawnAt} is null and ${commentResponse.commentId} is null`;
  return db
    .select({
      id: specification.id,
      title: specification.title,
      comments: sql<number>`(count(*) filter (where ${comment.id} is not null and ${comment.withdrawnAt} is null))::int`,
      waiting: sql<number>`(count(*) filter (where ${owed}))::int`
    })
    .from(specification)
    .leftJoin(comment, and(eq(comment.specificationId, specification.id), isShown))
    .leftJoin(member, eq(member.id, comment.authorId))
    .leftJoin(commentResponse, eq(commentResponse.commentId, comment.id))
    .where(eq(specification.partnershipId, partnershipId))
    .groupBy(specification.id)
    .orderBy(desc(specification.createdAt))
    .limit(RECENT);
}
