import { endOfVoting, secrecySentence, type Voter } from '#domain/ballot';
import { ballotState, type BallotState } from '#domain/ballot-state';
import { groupSizes, turnoutOf, type Turnout } from '#domain/electoral-roll';
import { parseId, type BallotId, type MemberId, type SpecificationId } from '#domain/ids';
import { membershipIn, type StakeholderGroup } from '#domain/membership';
import { may } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import {
  ballotById,
  optionsOf,
  rollOf,
  specificationOfBallot,
  type BallotOption,
  type BallotRow
} from '../db/ballots';
import { membersById } from '../db/people';
import { assistedVotes, type AssistedVotes } from './assisted-votes';
import { ballotResult, type BallotResult } from './ballot-result';
import { visible, type ReadContext } from './read-context';

export interface BallotPage {
  readonly id: BallotId;
  readonly title: string;
  readonly question: string;
  readonly purpose: string;
  readonly method: 'borda';
  readonly specification: { readonly id: SpecificationId; readonly title: string } | null;
  /** In the order of the ballot paper, which says nothing about them. */
  readonly options: readonly BallotOption[];
  readonly openedAt: Date;
  readonly openedBy: { readonly name: string; readonly organisation: string } | null;
  readonly state: BallotState;
  /** When voting ends or ended. */
  readonly endsAt: Date;
  /** All that is known while it is open. */
  readonly turnout: Turnout;
  /** How many people of each group are on the roll. */
  readonly eligible: readonly { readonly group: StakeholderGroup; readonly people: number }[];
  /** Of votes that helpers enter; null where there are none. */
  readonly assisted: AssistedVotes | null;
  readonly onRoll: boolean;
  readonly hasVoted: boolean;
  /** What the reader is promised as a voter; null when they are none. */
  readonly secrecy: string | null;
  /** Null until its end is recorded. */
  readonly result: BallotResult | null;
  readonly may: { readonly vote: boolean; readonly enterVotes: boolean; readonly close: boolean };
  readonly topics: readonly Topic[];
}

export async function ballotPage(context: ReadContext, id: string): Promise<BallotPage | Refusal> {
  const row = await visibleBallot(context, id);
  if (isRefusal(row)) return row;
  const { db } = context.tools;
  const roll = await rollOf(db, row.id);
  const state = ballotState(row, await context.tools.now(db));
  const assisted = await assistedVotes(db, { id: row.id, isOpen: state === 'open' }, roll);
  const voter = voterIn(roll, membershipIn(context.actor, row.partnershipId)?.memberId);
  return {
    ...(await asked(context, row)),
    state,
    endsAt: endOfVoting(row),
    turnout: turnoutOf(roll),
    eligible: groupSizes(roll),
    assisted,
    ...standingOf(voter, roll),
    result: state === 'closed' ? await ballotResult(db, row.id, roll) : null,
    may: {
      vote: state === 'open' && voter?.hasVoted === false && may(context.actor, 'vote', row),
      enterVotes: state === 'open' && assisted !== null && may(context.actor, 'enter-votes', row),
      close: state === 'open' && may(context.actor, 'close-ballot', row)
    },
    topics: [
      { kind: 'ballot', id: row.id },
      { kind: 'partnership', id: row.partnershipId },
      ...(row.specificationId ? [{ kind: 'specification', id: row.specificationId } as const] : [])
    ]
  };
}

/** The ballot when the reader may see it. */
export async function visibleBallot(context: ReadContext, id: string): Promise<BallotRow | Refusal> {
  const ballotId = parseId<'ballot'>(id);
  const row = isRefusal(ballotId) ? undefined : await ballotById(context.tools.db, ballotId);
  return visible(context, 'read-ballot', row);
}

/** What was frozen when it opened. */
async function asked({ tools: { db } }: ReadContext, row: BallotRow) {
  const { id, title, question, purpose, method, openedAt, openedBy, specificationId } = row;
  const [opener] = await membersById(db, [openedBy]);
  const about = specificationId && (await specificationOfBallot(db, specificationId));
  return {
    ...{ id, title, question, purpose, method, openedAt },
    openedBy: opener ? { name: opener.name, organisation: opener.organisation } : null,
    specification: about ? { id: about.id, title: about.title } : null,
    options: await optionsOf(db, id)
  };
}

export function voterIn(roll: readonly Voter[], memberId: MemberId | undefined): Voter | undefined {
  return memberId && roll.find((voter) => voter.memberId === memberId);
}

function standingOf(
  voter: Voter | undefined,
  roll: readonly Voter[]
): Pick<BallotPage, 'onRoll' | 'hasVoted' | 'secrecy'> {
  if (!voter) return { onRoll: false, hasVoted: false, secrecy: null };
  const people = roll.filter(({ group }) => group === voter.group).length;
  return { onRoll: true, hasVoted: voter.hasVoted, secrecy: secrecySentence(voter.group, people) };
}
