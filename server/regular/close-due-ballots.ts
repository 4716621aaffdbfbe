import { ballotPhase } from '#domain/ballot';
import type { BallotId } from '#domain/ids';
import type { Topic } from '#protocol/topics';
import { appendToRegister } from '../commands/append-to-register';
import { ballotTopics, recordClosing } from '../commands/record-closing';
import { dueBallots, holdBallot } from '../db/ballots';
import type { Transaction } from '../db/database';
import { RegularWork } from './regular-work';
import type { Tools } from '../runtime';

/** How soon after its set time a ballot's end is recorded and its result shown, at most. Milliseconds. */
const EVERY = 2_000;

/**
 * Closes ballots whose time ran out, through the same code as closing by hand. Nobody acts here, so this is no command:
 * the register names no person. Several nodes may do it at once; the ballot's row lets one of them.
 */
export class DueBallots extends RegularWork {
  protected readonly what = 'closing due ballots';
  protected readonly every = EVERY;

  /** Closes every ballot that is due. */
  async look(): Promise<void> {
    const { db, now } = this.tools;
    for (const id of await dueBallots(db, await now(db))) {
      this.tools.announce(await db.transaction((tx) => closeOne(tx, this.tools, id)));
    }
  }
}

async function closeOne(tx: Transaction, tools: Tools, id: BallotId): Promise<Topic[]> {
  const ballot = await holdBallot(tx, id, 'update');
  const now = await tools.now(tx);
  if (!ballot || ballot.closedAt !== null || ballotPhase(ballot, now) === 'open') return [];
  const event = await recordClosing(tx, ballot, { now, newId: tools.newId, by: null });
  await appendToRegister(tx, tools, { partnershipId: ballot.partnershipId, event, now });
  return ballotTopics(ballot);
}
