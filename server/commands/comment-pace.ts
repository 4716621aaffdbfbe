import type { Actor } from '#domain/membership';
import type { Refusal } from '#domain/refusal';
import type { Tools } from '../runtime';

/** Counts a comment or a reply; the refusal once one person has sent too many in a short time. */
export async function commentPace(actor: Actor, { limits }: Pick<Tools, 'limits'>): Promise<true | Refusal> {
  // Who is signed out is refused by the policy.
  return actor.kind === 'person' ? limits.comment(actor.personId) : true;
}
