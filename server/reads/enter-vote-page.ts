import { checkEntering, endOfVoting } from '#domain/ballot';
import { ballotState, type BallotState } from '#domain/ballot-state';
import { assistedLines, groupSizes, type Assisted } from '#domain/electoral-roll';
import type { BallotId } from '#domain/ids';
import { can } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { assistedVoter } from '../commands/assisted-fields';
import { optionsOf, rollOf, type BallotOption, type BallotRow } from '../db/ballots';
import { visibleBallot } from './ballot-page';
import type { ReadContext } from './read-context';
import { orderSent, type VoteReview } from './vote-review';

/** What a helper needs to print papers and to enter votes given on them. */
export interface EnterVotePage {
  readonly id: BallotId;
  readonly title: string;
  readonly question: string;
  readonly purpose: string;
  readonly state: BallotState;
  /** When voting ends or ended. */
  readonly endsAt: Date;
  /** In the order of the ballot paper. */
  readonly options: readonly BallotOption[];
  /** How many people of each group vote without an account; never how many of them have. */
  readonly groups: readonly Assisted[];
  readonly topics: readonly Topic[];
}

export async function enterVotePage(context: ReadContext, id: string): Promise<EnterVotePage | Refusal> {
  const row = await enterableBallot(context, id);
  if (isRefusal(row)) return row;
  const { db, now } = context.tools;
  const { title, question, purpose } = row;
  return {
    ...{ id: row.id, title, question, purpose },
    state: ballotState(row, await now(db)),
    endsAt: endOfVoting(row),
    options: await optionsOf(db, row.id),
    groups: groupSizes(assistedLines(await rollOf(db, row.id))),
    topics: [{ kind: 'ballot', id: row.id }]
  };
}

/** The order that would be entered, before it is; or why it could not be. Fields as for `enterVote`. */
export async function enteredVoteReview(
  context: ReadContext,
  id: string,
  fields: Readonly<Record<string, unknown>>
): Promise<VoteReview | Refusal> {
  const row = await enterableBallot(context, id);
  if (isRefusal(row)) return row;
  const voter = assistedVoter(fields);
  if (isRefusal(voter)) return voter;
  const { db, now } = context.tools;
  const lines = assistedLines(await rollOf(db, row.id), voter.group);
  const allowed = checkEntering(row, lines, await now(db));
  return isRefusal(allowed) ? allowed : orderSent(db, row.id, fields);
}

async function enterableBallot(context: ReadContext, id: string): Promise<BallotRow | Refusal> {
  const row = await visibleBallot(context, id);
  if (isRefusal(row)) return row;
  const allowed = can(context.actor, 'enter-votes', row);
  return isRefusal(allowed) ? allowed : row;
}
