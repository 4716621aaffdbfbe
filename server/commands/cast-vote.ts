import { checkVote, type NamedVoter } from '#domain/ballot';
import { parseId, type BallotId } from '#domain/ids';
import { membershipIn } from '#domain/membership';
import { parseRanking } from '#domain/ranking';
import { rankingFromPlaces } from '#domain/ranking-form';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { CountedPaper } from '#domain/tally/borda';
import { rewritePapers } from '../db/ballot-papers';
import { holdBallot, markVoted, optionsOf, voterOf, type BallotRow } from '../db/ballots';
import type { Command } from './command';
import { fieldsOf } from './fields';
import { ballotTopics } from './record-closing';

interface Input {
  readonly ballotId: BallotId;
  /** Whatever was sent; looked at once the options are known. */
  readonly ranking: unknown;
}

interface Facts extends BallotRow {
  readonly voter: NamedVoter | undefined;
  readonly optionKeys: readonly string[];
}

interface Cast {
  readonly voter: NamedVoter;
  readonly paper: CountedPaper;
}

/** What a voter gets: that the vote counts. Nothing that could lead back to the vote. */
export interface VoteCast {
  readonly ballotId: BallotId;
  readonly hasVoted: true;
}

/**
 * Takes a vote. Fields: `ballotId`, and `ranking` (option keys, first choice first) or `rank-<key>` places. The roll
 * is marked and the vote stored together, but apart from one another: no register entry, no time, no name, and
 * both among all the others of this ballot, which are written anew.
 */
export const castVote: Command<Input, undefined, Facts, Cast, VoteCast> = {
  name: 'cast-vote',
  needs: 'vote',

  parse(raw) {
    const fields = fieldsOf(raw);
    const ballotId = parseId<'ballot'>(fields.ballotId);
    return isRefusal(ballotId)
      ? ballotId
      : { ballotId, ranking: fields.ranking ?? rankingFromPlaces(fields) };
  },

  async load(tx, { ballotId }, actor) {
    const ballot = await holdBallot(tx, ballotId, 'update');
    if (!ballot) return refuse('not-found');
    const membership = membershipIn(actor, ballot.partnershipId);
    const voter = membership && (await voterOf(tx, ballotId, membership.memberId));
    const options = await optionsOf(tx, ballotId);
    return { ...ballot, voter, optionKeys: options.map(({ key }) => key) };
  },

  decide(facts, input, _prepared, { now }) {
    const allowed = checkVote(facts, facts.voter, now);
    if (isRefusal(allowed)) return allowed;
    const ranking = isRefusal(input.ranking) ? input.ranking : parseRanking(input.ranking, facts.optionKeys);
    return isRefusal(ranking) ? ranking : castBy(facts.voter, ranking);
  },

  async store(tx, { voter, paper }, { facts: { id }, acting: { newId } }) {
    // The ballot was held since the row was read, so a second mark can only be a bug; it must never become a second vote.
    if (!(await markVoted(tx, id, voter.memberId))) throw new Error('A vote was marked twice.');
    await rewritePapers(tx, id, newId, [paper]);
    return { ballotId: id, hasVoted: true };
  },

  announces: (_cast, facts) => ballotTopics(facts)
};

function castBy(voter: NamedVoter | undefined, ranking: readonly string[]): Cast | Refusal {
  return voter ? { voter, paper: { group: voter.group, ranking } } : refuse('not-on-roll');
}
