import { eq } from 'drizzle-orm';
import { refuse, type Refusal } from '#domain/refusal';
import { person } from '../db/schema/people';
import type { ReadContext } from './read-context';

/** A person's own account: theirs alone, whatever they are a member of. A guest has no e-mail address. */
export async function accountPage({
  actor,
  tools
}: ReadContext): Promise<{ readonly name: string; readonly email: string | null } | Refusal> {
  if (actor.kind === 'nobody') return refuse('signed-out');
  const { name, email } = person;
  const [row] = await tools.db.select({ name, email }).from(person).where(eq(person.id, actor.personId));
  return row ?? refuse('signed-out');
}
