import type { CommentId } from '#domain/ids';
import type { Topic } from '#protocol/topics';
import { appendToRegister } from '../commands/append-to-register';
import { recordAcceptance } from '../commands/record-acceptance';
import type { Transaction } from '../db/database';
import { registerPerson } from '../db/members';
import { leaveTaking, lockedSuggestion, takingRow, takingSince } from '../db/suggestions';
import { RegularWork } from './regular-work';
import type { Tools } from '../runtime';

const EVERY = 30_000;
/** Longer than accepting ever takes: what began so long ago was cut short. Milliseconds. */
const CUT_SHORT_AFTER = 60_000;

/**
 * Accepting a suggestion is a change of the text and then a transaction. When the process ends in between, this goes on: with
 * the words in the text the answer is given, in the name of whoever accepted; without them nothing was accepted.
 */
export class UnfinishedAcceptances extends RegularWork {
  protected readonly what = 'finishing acceptances';
  protected readonly every = EVERY;

  /** Ends every acceptance that was cut short. */
  async look(): Promise<void> {
    const { db, now, drafts, announce } = this.tools;
    const before = new Date((await now(db)).getTime() - CUT_SHORT_AFTER);
    const ids = await takingSince(db, before);
    if (ids.length === 0) return;
    await drafts.settle();
    for (const id of ids) announce(await db.transaction((tx) => finishOne(tx, this.tools, { id, before })));
  }
}

async function finishOne(
  tx: Transaction,
  tools: Tools,
  { id, before }: { readonly id: CommentId; readonly before: Date }
): Promise<Topic[]> {
  const held = await lockedSuggestion(tx, id);
  const { takingSince: since = null, takenBy = null } = held?.row ?? {};
  if (!held || since === null || takenBy === null || since > before) return [];
  const { partnershipId, specificationId, documentId } = held;
  const sequence = held.answered ? null : await takingRow(tx, documentId, id);
  if (sequence === null) await leaveTaking(tx, id);
  else {
    const now = await tools.now(tx);
    const by = await registerPerson(tx, takenBy);
    const event = await recordAcceptance(tx, { held, now, newId: tools.newId, sequence, anchor: null, by });
    await appendToRegister(tx, tools, { partnershipId, event, now });
  }
  return [
    { kind: 'specification', id: specificationId },
    { kind: 'partnership', id: partnershipId }
  ];
}
