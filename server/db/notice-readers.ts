import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { BallotId, CommentId, DecisionId, MemberId, PartnershipId } from '#domain/ids';
import { CAPABILITIES } from '#domain/policy';
import type { Database } from './database';
import { ballotVoter } from './schema/ballots';
import { decision, signature } from './schema/decisions';
import { member, memberRole } from './schema/people';
import { comment } from './schema/comments';
import { specificationVersion } from './schema/specifications';

/** Who wrote a comment here; nobody for one that came with a Word file, which is only in the name of who brought it. */
export async function writerOf(db: Database, id: CommentId): Promise<MemberId[]> {
  const rows = await db
    .select({ memberId: comment.authorId })
    .from(comment)
    .where(and(eq(comment.id, id), eq(comment.origin, 'here')));
  return rows.map(({ memberId }) => memberId);
}

/** Who may sign decisions of this partnership. */
export async function signersIn(db: Database, partnershipId: PartnershipId): Promise<MemberId[]> {
  const rows = await db
    .select({ memberId: member.id })
    .from(member)
    .innerJoin(memberRole, eq(memberRole.memberId, member.id))
    .where(
      and(
        eq(member.partnershipId, partnershipId),
        inArray(memberRole.role, [...CAPABILITIES['sign-decision'].roles])
      )
    );
  return rows.map(({ memberId }) => memberId);
}

/** Who had a part in a decision: proposed it, answered it, voted in its ballot, or said something on its specification. */
export async function partakersOf(db: Database, id: DecisionId): Promise<MemberId[]> {
  const proposers = await db
    .select({ memberId: decision.proposedBy, ballotId: decision.ballotId })
    .from(decision)
    .where(eq(decision.id, id));
  const signers = await db
    .select({ memberId: signature.memberId })
    .from(signature)
    .where(eq(signature.decisionId, id));
  const writers = await db
    .selectDistinct({ memberId: comment.authorId })
    .from(decision)
    .innerJoin(specificationVersion, eq(specificationVersion.id, decision.versionId))
    .innerJoin(comment, eq(comment.specificationId, specificationVersion.specificationId))
    .where(and(eq(decision.id, id), eq(comment.origin, 'here')));
  const voters = await votersIn(db, proposers[0]?.ballotId ?? null);
  return [...proposers, ...signers, ...writers].map(({ memberId }) => memberId).concat(voters);
}

async function votersIn(db: Database, ballotId: BallotId | null): Promise<MemberId[]> {
  if (ballotId === null) return [];
  const rows = await db
    .select({ memberId: ballotVoter.memberId })
    .from(ballotVoter)
    .where(and(eq(ballotVoter.ballotId, ballotId), eq(ballotVoter.hasVoted, true)));
  return rows.flatMap(({ memberId }) => memberId ?? []);
}

/** Those of them who have not left. */
export async function stillMembers(db: Database, ids: readonly MemberId[]): Promise<MemberId[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ memberId: member.id })
    .from(member)
    .where(and(inArray(member.id, [...ids]), isNull(member.leftAt)));
  return rows.map(({ memberId }) => memberId);
}
