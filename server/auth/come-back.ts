import { eq } from 'drizzle-orm';
import type { Actor } from '#domain/membership';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { slipCodeTyped } from '#domain/slip-code';
import { keepReturnLink, personByReturnLink, useReturnLink, type Returning } from '../db/invitations';
import { person } from '../db/schema/people';
import type { Tools } from '../runtime';
import { whenAllowed, type Follower } from './join';
import { newSecretToken } from './secret-link';
import type { SessionCookie } from './sessions';
import { signOut } from './sign-in';
import { hashToken } from './tokens';

/** Gives a guest a new private link; the one before stops working. Its token is answered this once. */
export async function newReturnLink(
  actor: Actor,
  tools: Tools
): Promise<{ readonly token: string } | Refusal> {
  if (actor.kind === 'nobody') return refuse('signed-out');
  const { personId } = actor;
  const [row] = await tools.db.select({ email: person.email }).from(person).where(eq(person.id, personId));
  if (!row || row.email !== null) return refuse('not-allowed', { message: HAS_PASSWORD });
  if (actor.memberships.length === 0) return refuse('not-found');
  const { token, tokenHash } = newSecretToken(tools);
  const madeAt = await tools.now(tools.db);
  await keepReturnLink(tools.db, { personId, tokenHash, madeAt, onceUntil: null });
  return { token };
}

/** Why nobody else gets such a link: it would be a second way in, past the password. */
export const HAS_PASSWORD = 'You come back with your e-mail address and your password, so you need no link.';

/** Whose private link it is. Changes nothing. */
export function returning(
  token: string,
  { address }: Follower,
  tools: Tools
): Promise<Pick<Returning, 'name' | 'once'> | Refusal> {
  return whenAllowed(address, tools, async () => {
    const found = await linked(token, tools);
    return found && { name: found.name, once: found.once };
  });
}

/** By the token of a link, or by the code that is typed from paper or heard. */
async function linked(token: string, { db, now }: Tools): Promise<Returning | undefined> {
  return personByReturnLink(db, { tokenHash: returnHash(token), now: await now(db) });
}

function returnHash(token: string): string {
  return hashToken(slipCodeTyped(token) ?? token);
}

/** Who came back, and by a link that works no more. */
export interface CameBack {
  readonly cookie: SessionCookie;
  readonly once: boolean;
}

/** Comes back by a private link, field `key`. The session that the browser had before ends, as when signing in. */
export async function comeBack(
  raw: Record<string, unknown>,
  { address, token: before }: Follower & { readonly token: string | undefined },
  tools: Tools
): Promise<CameBack | Refusal> {
  const key = typeof raw.key === 'string' ? raw.key : '';
  const found = await whenAllowed(address, tools, async () => {
    const by = await linked(key, tools);
    return by?.once && !(await useReturnLink(tools.db, returnHash(key))) ? undefined : by;
  });
  if (isRefusal(found)) return found;
  const cookie = await tools.sessions.start(found.personId);
  if (before) await signOut(before, hashToken(before), tools);
  return { cookie, once: found.once };
}
