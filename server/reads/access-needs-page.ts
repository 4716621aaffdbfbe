import { isDueForReview, NOTHING_NEEDED, type AccessNeeds } from '#domain/access-needs';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { needsOfPerson } from '../db/access-needs';
import { currentMembership, type ReadContext } from './read-context';

export interface AccessNeedsPage extends AccessNeeds {
  /** When they were stated, or last said to be right; null: never. */
  readonly confirmedAt: Date | null;
  /** A year has passed since. */
  readonly isDue: boolean;
}

/** One's own access needs. */
export async function accessNeedsPage({ actor, tools }: ReadContext): Promise<AccessNeedsPage | Refusal> {
  if (actor.kind === 'nobody') return refuse('signed-out');
  const membership = currentMembership(actor);
  if (isRefusal(membership)) return membership;
  const row = await needsOfPerson(tools.db, actor.personId);
  if (!row) return { ...NOTHING_NEEDED, confirmedAt: null, isDue: false };
  const { formats, support, language, words, confirmedAt } = row;
  const isDue = isDueForReview(confirmedAt, await tools.now(tools.db));
  return { formats, support, language, words, confirmedAt, isDue };
}
