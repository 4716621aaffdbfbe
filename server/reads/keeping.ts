import type { PersonId } from '#domain/ids';
import { refuse, type Refusal } from '#domain/refusal';
import type { ReadContext } from './read-context';

/** For whom a browser may keep a page, and until when (milliseconds since 1970): no longer than the session can last. */
export async function keeping({
  actor,
  tools
}: ReadContext): Promise<{ readonly personId: PersonId; readonly until: number } | Refusal> {
  if (actor.kind === 'nobody') return refuse('signed-out');
  const last = await tools.sessions.lastMomentOf(actor.sessionHash);
  return last ? { personId: actor.personId, until: last.getTime() } : refuse('signed-out');
}
