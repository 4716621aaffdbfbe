import { lastCall } from '#domain/mail-choice';
import type { Topic } from '#protocol/topics';
import { markOpeningRead, uncalledVoters, type Uncalled } from '../db/last-calls';
import { insertNotices } from '../db/notices';
import { RegularWork } from './regular-work';

const EVERY = 30_000;
/** Longer than from a ballot's last call to its end: `lastCall`. Milliseconds. */
const LONGEST = 26 * 3_600_000;

/**
 * Tells people on the day that a ballot closes without their vote. Nobody acts here, so this is no command. Several nodes may do
 * it at once: each member is told once.
 */
export class LastCalls extends RegularWork {
  protected readonly what = 'calling for votes';
  protected readonly every = EVERY;

  /** Tells everybody whose vote is needed today. */
  async look(): Promise<void> {
    const { db } = this.tools;
    const now = await this.tools.now(db);
    const closing = await uncalledVoters(db, now, new Date(now.getTime() + LONGEST));
    for (const ballot of closing) {
      if (lastCall(ballot.closesAt) <= now) this.tools.announce(await this.#callFor(ballot, now));
    }
  }

  async #callFor({ ballotId, members, partnershipId }: Uncalled, now: Date): Promise<Topic[]> {
    const { newId } = this.tools;
    await this.tools.db.transaction(async (tx) => {
      await insertNotices(tx, { kind: 'vote-today', aboutId: ballotId, members, now, newId });
      await markOpeningRead(tx, { ballotId, members }, now);
    });
    return [{ kind: 'partnership', id: partnershipId }];
  }
}
