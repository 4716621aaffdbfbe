import { checkEntering, type Voter } from '#domain/ballot';
import { assistedLines, turnoutOf } from '#domain/electoral-roll';
import { parseId, type BallotId } from '#domain/ids';
import type { StakeholderGroup } from '#domain/membership';
import { parseRanking } from '#domain/ranking';
import { rankingFromPlaces } from '#domain/ranking-form';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { CountedPaper } from '#domain/tally/borda';
import { rewritePapers } from '../db/ballot-papers';
import { holdBallot, keepHelper, markEntered, optionsOf, rollOf, type BallotRow } from '../db/ballots';
import type { Command } from './command';
import { assistedVoter } from './assisted-fields';
import { fieldsOf } from './fields';
import { ballotTopics } from './record-closing';

interface Input {
  readonly ballotId: BallotId;
  readonly group: StakeholderGroup;
  /** Whatever was sent; looked at once the options are known. */
  readonly ranking: unknown;
}

interface Facts extends BallotRow {
  /** The lines of the group's people without an account. */
  readonly lines: readonly Voter[];
  readonly optionKeys: readonly string[];
}

interface Entered {
  readonly paper: CountedPaper;
  /** Which of the group's lines is marked, from 1. */
  readonly assistedLine: number;
}

/** What a helper gets: that the vote counts. Nothing that could lead back to it. */
export interface VoteEntered {
  readonly ballotId: BallotId;
  readonly entered: true;
}

/**
 * Takes the vote of somebody without an account. Fields: `ballotId`, `group`, `ranking` or `rank-<key>` places as for a
 * vote, `agreed` ("yes"). It is stored as any other vote; of the helper only that they entered votes is kept.
 */
export const enterVote: Command<Input, undefined, Facts, Entered, VoteEntered> = {
  name: 'enter-vote',
  needs: 'enter-votes',
  parse,

  async load(tx, { ballotId, group }) {
    const ballot = await holdBallot(tx, ballotId, 'update');
    if (!ballot) return refuse('not-found');
    const lines = assistedLines(await rollOf(tx, ballotId), group);
    const options = await optionsOf(tx, ballotId);
    return { ...ballot, lines, optionKeys: options.map(({ key }) => key) };
  },

  decide(facts, { group, ranking: sent }, _prepared, { now }) {
    const allowed = checkEntering(facts, facts.lines, now);
    if (isRefusal(allowed)) return allowed;
    const ranking = isRefusal(sent) ? sent : parseRanking(sent, facts.optionKeys);
    if (isRefusal(ranking)) return ranking;
    // Lines are marked in the order of their numbers.
    return { paper: { group, ranking }, assistedLine: turnoutOf(facts.lines).voted + 1 };
  },

  async store(tx, { paper, assistedLine }, { facts: { id }, acting: { newId, membership } }) {
    const marked = await markEntered(tx, id, { group: paper.group, assistedLine });
    // The ballot was held since the roll was read, so this can only be a bug; it must never become a second vote.
    if (!marked) throw new Error('A line of the roll was marked twice.');
    await rewritePapers(tx, id, newId, [paper]);
    await keepHelper(tx, id, membership.memberId);
    return { ballotId: id, entered: true };
  },

  announces: (_entered, facts) => ballotTopics(facts)
};

function parse(raw: unknown): Input | Refusal {
  const fields = fieldsOf(raw);
  const ballotId = parseId<'ballot'>(fields.ballotId);
  if (isRefusal(ballotId)) return ballotId;
  const voter = assistedVoter(fields);
  return isRefusal(voter)
    ? voter
    : { ballotId, ...voter, ranking: fields.ranking ?? rankingFromPlaces(fields) };
}
