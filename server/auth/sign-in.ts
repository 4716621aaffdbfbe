import { eq } from 'drizzle-orm';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Tools } from '../runtime';
import { person } from '../db/schema/people';
import { passwordMatches } from './passwords';
import type { SessionCookie } from './sessions';
import { hashToken } from './tokens';

/**
 * Signing in comes before there is an actor, so it is a door of its own and not a command.
 * `raw` holds form fields `email` and `password`. Unknown address, wrong password and no password set get the
 * same answer after the same work. The session that the browser had before ends: nobody would hold it any more.
 */
export async function signIn(
  raw: Record<string, unknown>,
  from: { address: string; token?: string | undefined },
  tools: Tools
): Promise<SessionCookie | Refusal> {
  const email = text(raw.email).trim().toLowerCase().slice(0, 320);
  const password = text(raw.password).slice(0, 1024);
  if (!email) return refuse('missing-field', { field: 'email', message: 'Enter your e-mail address.' });
  if (!password) return refuse('missing-field', { field: 'password', message: 'Enter your password.' });
  const slowed = await tools.limits.signIn(email, from.address);
  if (isRefusal(slowed)) return slowed;
  const [known] = await tools.db.select().from(person).where(eq(person.email, email));
  const right = await passwordMatches(known?.passwordHash, password);
  if (!known || !right || known.disabledAt) return refuse('wrong-sign-in', { field: 'email' });
  await tools.limits.signedIn(email, from.address);
  const cookie = await tools.sessions.start(known.id);
  if (await hasChanged(known, tools)) {
    await tools.sessions.end(cookie.value);
    return refuse('wrong-sign-in', { field: 'email' });
  }
  if (from.token) await signOut(from.token, hashToken(from.token), tools);
  return cookie;
}

/**
 * Whether the password was changed, or the account disabled, while it was being checked: a change ends every session,
 * and this one may have come too late for it. Waits for a change that is under way.
 */
function hasChanged({ id, passwordHash }: typeof person.$inferSelect, { db }: Tools): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [now] = await tx.select().from(person).where(eq(person.id, id)).for('share');
    return now?.passwordHash !== passwordHash || now.disabledAt !== null;
  });
}

/** Ends the session on this device; its sockets close at once. */
export async function signOut(token: string, sessionHash: string, tools: Tools): Promise<SessionCookie> {
  await tools.sessions.end(token);
  tools.sessionEnded(sessionHash);
  return tools.sessions.blankCookie();
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
