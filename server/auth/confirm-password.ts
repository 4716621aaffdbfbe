import { eq } from 'drizzle-orm';
import type { Actor } from '#domain/membership';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { person } from '../db/schema/people';
import type { Tools } from '../runtime';
import { passwordMatches } from './passwords';

/**
 * A signed-in person gives their own password once more, right where it matters: an open session on a shared
 * computer must not be able to sign for its owner. Tries are limited per person; a right one clears the count.
 */
export async function confirmPassword(
  actor: Actor,
  password: string,
  { db, limits }: Pick<Tools, 'db' | 'limits'>
): Promise<true | Refusal> {
  if (actor.kind === 'nobody') return refuse('signed-out');
  const allowed = await limits.confirm(actor.personId);
  if (isRefusal(allowed)) return allowed;
  const [row] = await db
    .select({ passwordHash: person.passwordHash })
    .from(person)
    .where(eq(person.id, actor.personId));
  if (!(await passwordMatches(row?.passwordHash, password)))
    return refuse('wrong-password', { field: 'password' });
  await limits.confirmed(actor.personId);
  return true;
}
