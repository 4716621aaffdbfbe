import type { BallotId, NewId } from '#domain/ids';
import { turnoutOf } from '#domain/electoral-roll';
import type { RegisterEvent, RegisterPerson } from '#domain/register-entry';
import { enteredShown } from '#domain/tally/group-turnout';
import { resultHash } from '#domain/tally/result-hash';
import { suppressSmallGroups } from '#domain/tally/small-groups';
import type { Topic } from '#protocol/topics';
import { countBallot, rewritePapers } from '../db/ballot-papers';
import { helpersOf, rollOf, setClosed, type BallotRow } from '../db/ballots';
import type { Transaction } from '../db/database';
import { registerPerson } from '../db/members';
import { sha256 } from '../sha256';

/**
 * Everything that closing a ballot means, in one transaction that already holds the ballot: no vote is under way. The
 * votes are written anew in random order, the end is set, and what the register should say is answered.
 */
export async function recordClosing(
  tx: Transaction,
  { id, title }: Pick<BallotRow, 'id' | 'title'>,
  closing: { readonly now: Date; readonly newId: NewId; readonly by: RegisterPerson | null }
): Promise<RegisterEvent> {
  await rewritePapers(tx, id, closing.newId);
  await setClosed(tx, id, closing.now);
  const roll = await rollOf(tx, id);
  const { voted: votes, voters } = turnoutOf(roll);
  const tally = await countBallot(tx, id);
  if (tally.votes !== votes) throw new Error('A ballot holds another number of votes than its roll marks.');
  const hash = resultHash(id, tally, sha256);
  const entering = await enteredVotes(tx, id, enteredShown(suppressSmallGroups(tally), roll));
  return {
    kind: 'ballot-closed',
    content: { ballotId: id, title, votes, voters, ...entering, resultHash: hash, by: closing.by }
  };
}

/** Who entered votes for people without an account, and how many where that may be said. */
async function enteredVotes(tx: Transaction, id: BallotId, entered: number | null) {
  const helpers = await helpersOf(tx, id);
  if (helpers.length === 0) return {};
  const enteredBy = await Promise.all(helpers.map((memberId) => registerPerson(tx, memberId)));
  return { enteredBy, ...(entered === null ? {} : { entered }) };
}

/** Whose pages should ask again when something about a ballot changed. */
export function ballotTopics({ id, partnershipId }: Pick<BallotRow, 'id' | 'partnershipId'>): Topic[] {
  return [
    { kind: 'ballot', id },
    { kind: 'partnership', id: partnershipId }
  ];
}
