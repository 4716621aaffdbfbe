import { checkVote } from '#domain/ballot';
import type { BallotId } from '#domain/ids';
import { membershipIn } from '#domain/membership';
import { can } from '#domain/policy';
import { parseRanking } from '#domain/ranking';
import { rankingFromPlaces } from '#domain/ranking-form';
import { isRefusal, type Refusal } from '#domain/refusal';
import { optionsOf, rollOf } from '../db/ballots';
import type { Database } from '../db/database';
import { visibleBallot, voterIn } from './ballot-page';
import type { ReadContext } from './read-context';

export interface VoteReview {
  readonly ballotId: BallotId;
  /** Option keys, first choice first. Nothing has been cast. */
  readonly ranking: readonly string[];
}

/** What a form's places amount to, before anything is cast; or why it could not be cast. */
export async function voteReview(
  context: ReadContext,
  id: string,
  fields: Readonly<Record<string, unknown>>
): Promise<VoteReview | Refusal> {
  const row = await visibleBallot(context, id);
  if (isRefusal(row)) return row;
  const allowed = can(context.actor, 'vote', row);
  if (isRefusal(allowed)) return allowed;
  const { db } = context.tools;
  const voter = voterIn(await rollOf(db, row.id), membershipIn(context.actor, row.partnershipId)?.memberId);
  const open = checkVote(row, voter, await context.tools.now(db));
  if (isRefusal(open)) return open;
  return orderSent(db, row.id, fields);
}

/** The order that a form's places amount to. */
export async function orderSent(
  db: Database,
  ballotId: BallotId,
  fields: Readonly<Record<string, unknown>>
): Promise<VoteReview | Refusal> {
  const places = rankingFromPlaces(fields);
  if (isRefusal(places)) return places;
  const options = await optionsOf(db, ballotId);
  const ranking = parseRanking(
    places,
    options.map(({ key }) => key)
  );
  return isRefusal(ranking) ? ranking : { ballotId, ranking };
}
