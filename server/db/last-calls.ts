import { and, eq, gt, inArray, isNull, lte, notExists } from 'drizzle-orm';
import type { BallotId, MemberId, PartnershipId } from '#domain/ids';
import type { Database } from './database';
import { ballot, ballotVoter } from './schema/ballots';
import { notice } from './schema/notices';
import { member } from './schema/people';

/** A ballot that closes soon, with who may vote in it, has not, and was not told so. */
export interface Uncalled {
  readonly ballotId: BallotId;
  readonly partnershipId: PartnershipId;
  readonly closesAt: Date;
  readonly members: readonly MemberId[];
}

/** Of open ballots that close by then. */
export async function uncalledVoters(db: Database, now: Date, by: Date): Promise<Uncalled[]> {
  const called = db
    .select({ id: notice.id })
    .from(notice)
    .where(
      and(
        eq(notice.memberId, ballotVoter.memberId),
        eq(notice.kind, 'vote-today'),
        eq(notice.aboutId, ballot.id)
      )
    );
  const rows = await db
    .select({
      ballotId: ballot.id,
      partnershipId: ballot.partnershipId,
      closesAt: ballot.closesAt,
      memberId: member.id
    })
    .from(ballot)
    .innerJoin(ballotVoter, and(eq(ballotVoter.ballotId, ballot.id), eq(ballotVoter.hasVoted, false)))
    .innerJoin(member, and(eq(member.id, ballotVoter.memberId), isNull(member.leftAt)))
    .where(
      and(isNull(ballot.closedAt), gt(ballot.closesAt, now), lte(ballot.closesAt, by), notExists(called))
    );
  const ids = [...new Set(rows.map(({ ballotId }) => ballotId))];
  return ids.map((id) => {
    const lines = rows.filter(({ ballotId }) => ballotId === id);
    return { ...lines[0]!, members: lines.map(({ memberId }) => memberId) };
  });
}

/** What told them that it opened is old news. */
export async function markOpeningRead(
  tx: Database,
  { ballotId, members }: Pick<Uncalled, 'ballotId' | 'members'>,
  now: Date
): Promise<void> {
  await tx
    .update(notice)
    .set({ readAt: now })
    .where(
      and(
        eq(notice.kind, 'ballot-opened'),
        eq(notice.aboutId, ballotId),
        inArray(notice.memberId, [...members]),
        isNull(notice.readAt)
      )
    );
}
