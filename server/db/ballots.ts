import { and, asc, desc, eq, exists, inArray, isNull, lte, sql, type SQL } from 'drizzle-orm';
import type { NamedVoter, Voter } from '#domain/ballot';
import type { BallotId, MemberId, PartnershipId, SpecificationId } from '#domain/ids';
import type { StakeholderGroup } from '#domain/membership';
import type { Database } from './database';
import { ballot, ballotHelper, ballotOption, ballotVoter } from './schema/ballots';
import { specification } from './schema/specifications';

export type BallotRow = typeof ballot.$inferSelect;
/** An option as it stands on the ballot paper. */
export type BallotOption = Omit<typeof ballotOption.$inferSelect, 'ballotId' | 'position'>;

export interface NewBallot extends Omit<BallotRow, 'closedAt'> {
  /** In the order of the ballot paper. */
  readonly options: readonly BallotOption[];
  readonly roll: readonly Voter[];
}

/** The ballot, its options and its roll: everything that is frozen from now on. */
export async function insertBallot(tx: Database, { options, roll, ...row }: NewBallot): Promise<void> {
  await tx.insert(ballot).values(row);
  await tx
    .insert(ballotOption)
    .values(options.map((option, position) => ({ ...option, ballotId: row.id, position })));
  await tx.insert(ballotVoter).values(numberedRoll(roll).map((line) => ({ ...line, ballotId: row.id })));
}

/** Lines without a name are told apart by their number within their group, from 1. */
function numberedRoll(roll: readonly Voter[]) {
  const numbered = new Map<StakeholderGroup, number>();
  return roll.map(({ memberId, group, hasVoted }) => {
    if (memberId === null) numbered.set(group, (numbered.get(group) ?? 0) + 1);
    const assistedLine = memberId === null ? numbered.get(group) : null;
    return { memberId, assistedLine, stakeholderGroup: group, hasVoted };
  });
}

export async function ballotById(db: Database, id: BallotId): Promise<BallotRow | undefined> {
  const [row] = await db.select().from(ballot).where(eq(ballot.id, id));
  return row;
}

/**
 * The ballot, held until the transaction ends. A vote and closing hold it alone, since both write all papers anew:
 * they come one after the other.
 */
export async function holdBallot(
  tx: Database,
  id: BallotId,
  strength: 'share' | 'update'
): Promise<BallotRow | undefined> {
  const [row] = await tx.select().from(ballot).where(eq(ballot.id, id)).for(strength);
  return row;
}

/** In the order of the ballot paper. */
export async function optionsOf(db: Database, ballotId: BallotId): Promise<BallotOption[]> {
  const { key, name, description, annualCost, peopleAYear } = ballotOption;
  return db
    .select({ key, name, description, annualCost, peopleAYear })
    .from(ballotOption)
    .where(eq(ballotOption.ballotId, ballotId))
    .orderBy(asc(ballotOption.position));
}

const VOTER = {
  memberId: ballotVoter.memberId,
  group: ballotVoter.stakeholderGroup,
  hasVoted: ballotVoter.hasVoted
};

export async function rollOf(db: Database, ballotId: BallotId): Promise<Voter[]> {
  return db
    .select(VOTER)
    .from(ballotVoter)
    .where(eq(ballotVoter.ballotId, ballotId))
    .orderBy(asc(ballotVoter.memberId), asc(ballotVoter.stakeholderGroup), asc(ballotVoter.assistedLine));
}

/**
 * A member's line of the roll. Not held by itself, since a held row looks different from the others afterwards; whoever
 * votes holds the ballot.
 */
export async function voterOf(
  tx: Database,
  ballotId: BallotId,
  memberId: MemberId
): Promise<NamedVoter | undefined> {
  const [row] = await tx.select(VOTER).from(ballotVoter).where(isVoter(ballotId, memberId));
  return row && { ...row, memberId };
}

/** Marks that this person has voted; false when they had already, and then nothing is changed. */
export async function markVoted(tx: Database, ballotId: BallotId, memberId: MemberId): Promise<boolean> {
  return mark(tx, ballotId, eq(ballotVoter.memberId, memberId));
}

/** Marks one of a group's lines without a name, by its number; false when it is marked already. */
export async function markEntered(
  tx: Database,
  ballotId: BallotId,
  line: { readonly group: StakeholderGroup; readonly assistedLine: number }
): Promise<boolean> {
  const { stakeholderGroup, assistedLine } = ballotVoter;
  return mark(tx, ballotId, and(eq(stakeholderGroup, line.group), eq(assistedLine, line.assistedLine))!);
}

/**
 * Every row of the roll is written anew by the same statement: a row written alone carries the number of its
 * transaction, and so does the paper.
 */
async function mark(tx: Database, ballotId: BallotId, isLine: SQL): Promise<boolean> {
  const unmarked = tx
    .select({ ballotId: ballotVoter.ballotId })
    .from(ballotVoter)
    .where(and(eq(ballotVoter.ballotId, ballotId), isLine, eq(ballotVoter.hasVoted, false)));
  const marked = await tx
    .update(ballotVoter)
    .set({ hasVoted: sql`${ballotVoter.hasVoted} or coalesce(${isLine}, false)` })
    .where(and(eq(ballotVoter.ballotId, ballotId), exists(unmarked)))
    .returning({ ballotId: ballotVoter.ballotId });
  return marked.length > 0;
}

/** That this member entered a vote for somebody without an account; once is enough. */
export async function keepHelper(tx: Database, ballotId: BallotId, memberId: MemberId): Promise<void> {
  await tx.insert(ballotHelper).values({ ballotId, memberId }).onConflictDoNothing();
}

/** Who entered votes for people without an account, in no order that tells who was first. */
export async function helpersOf(db: Database, ballotId: BallotId): Promise<MemberId[]> {
  const rows = await db
    .select({ memberId: ballotHelper.memberId })
    .from(ballotHelper)
    .where(eq(ballotHelper.ballotId, ballotId))
    .orderBy(asc(ballotHelper.memberId));
  return rows.map(({ memberId }) => memberId);
}

function isVoter(ballotId: BallotId, memberId: MemberId) {
  return and(eq(ballotVoter.ballotId, ballotId), eq(ballotVoter.memberId, memberId));
}

export async function setClosed(tx: Database, id: BallotId, closedAt: Date): Promise<void> {
  await tx.update(ballot).set({ closedAt }).where(eq(ballot.id, id));
}

/** Ballots whose time has run out and whose end nobody has recorded yet. */
export async function dueBallots(db: Database, now: Date): Promise<BallotId[]> {
  const rows = await db
    .select({ id: ballot.id })
    .from(ballot)
    .where(and(isNull(ballot.closedAt), lte(ballot.closesAt, now)));
  return rows.map(({ id }) => id);
}

/** Every ballot of a partnership, last to close first, with its turnout and where this member stands on its roll. */
export async function ballotsOf(db: Database, partnershipId: PartnershipId, memberId: MemberId) {
  const { id, title, question, openedAt, closesAt, closedAt } = ballot;
  const isMine = sql`${ballotVoter.memberId} = ${memberId}`;
  return db
    .select({
      ...{ id, title, question, openedAt, closesAt, closedAt },
      voters: sql<number>`count(*)::int`,
      voted: sql<number>`(count(*) filter (where ${ballotVoter.hasVoted}))::int`,
      onRoll: sql<boolean>`coalesce(bool_or(${isMine}), false)`,
      hasVoted: sql<boolean>`coalesce(bool_or(${isMine} and ${ballotVoter.hasVoted}), false)`
    })
    .from(ballot)
    .innerJoin(ballotVoter, eq(ballotVoter.ballotId, ballot.id))
    .where(eq(ballot.partnershipId, partnershipId))
    .groupBy(ballot.id)
    .orderBy(desc(ballot.closesAt), desc(ballot.id));
}

/** The specification a ballot is about. */
export async function specificationOfBallot(db: Database, id: SpecificationId) {
  const [row] = await db
    .select({ id: specification.id, title: specification.title, partnershipId: specification.partnershipId })
    .from(specification)
    .where(eq(specification.id, id));
  return row;
}

/** Those of these ballots on whose roll patients and carers stand. */
export async function ballotsForPatients(
  db: Database,
  ids: readonly BallotId[]
): Promise<ReadonlySet<BallotId>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectDistinct({ ballotId: ballotVoter.ballotId })
    .from(ballotVoter)
    .where(and(inArray(ballotVoter.ballotId, [...ids]), eq(ballotVoter.stakeholderGroup, 'patient-carer')));
  return new Set(rows.map(({ ballotId }) => ballotId));
}
