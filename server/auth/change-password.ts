import { eq } from 'drizzle-orm';
import type { PersonId } from '#domain/ids';
import type { Actor } from '#domain/membership';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { person, session } from '../db/schema/people';
import type { Tools } from '../runtime';
import { confirmPassword } from './confirm-password';
import { acceptPassword } from './password-rules';
import { hashPassword } from './passwords';
import type { SessionCookie } from './sessions';

/**
 * A signed-in person gives themselves another password. `raw` holds form fields `presentPassword` and `newPassword`.
 * Every session of theirs ends at that moment, wherever it is; this browser goes on with a new one.
 */
export async function changePassword(
  raw: Record<string, unknown>,
  actor: Actor,
  tools: Tools
): Promise<SessionCookie | Refusal> {
  if (actor.kind === 'nobody') return refuse('signed-out');
  const [known] = await tools.db.select().from(person).where(eq(person.id, actor.personId));
  const input = parse(raw, [known?.email ?? '', actor.name]);
  if (isRefusal(input)) return input;
  const confirmed = await confirmPassword(actor, input.present, tools);
  if (isRefusal(confirmed)) return confirmed.code === 'wrong-password' ? notPresent() : confirmed;
  const ended = await store(
    actor.personId,
    known?.passwordHash ?? null,
    await hashPassword(input.fresh),
    tools
  );
  if (isRefusal(ended)) return ended;
  const cookie = await tools.sessions.start(actor.personId);
  for (const sessionHash of ended) tools.sessionEnded(sessionHash);
  return cookie;
}

function parse(
  raw: Record<string, unknown>,
  own: readonly string[]
): { present: string; fresh: string } | Refusal {
  const [present, fresh] = [text(raw.presentPassword), text(raw.newPassword)];
  const missing = (field: string, message: string) => refuse('missing-field', { field, message });
  if (!present) return missing('presentPassword', 'Enter your present password.');
  if (!fresh) return missing('newPassword', 'Enter a new password.');
  const accepted = acceptPassword(fresh, 'newPassword', own);
  if (isRefusal(accepted)) return accepted;
  if (fresh !== present) return { present, fresh };
  const message = 'This is your present password. Choose another one.';
  return refuse('invalid-input', { field: 'newPassword', message });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 1024) : '';
}

function notPresent(): Refusal {
  const message = 'That is not your present password. Nothing was changed.';
  return refuse('wrong-password', { field: 'presentPassword', message });
}

/**
 * The new password and the end of every session, both or neither. Answers the hashes of the sessions that ended. Of two
 * changes at the same time only the first is made: the second was confirmed with what is no longer the password.
 */
function store(
  personId: PersonId,
  confirmedHash: string | null,
  passwordHash: string,
  { db }: Tools
): Promise<readonly string[] | Refusal> {
  return db.transaction(async (tx) => {
    const [row] = await tx.select().from(person).where(eq(person.id, personId)).for('update');
    if (!row || row.passwordHash !== confirmedHash) return notPresent();
    await tx.update(person).set({ passwordHash }).where(eq(person.id, personId));
    const ended = await tx.delete(session).where(eq(session.personId, personId)).returning();
    return ended.map(({ tokenHash }) => tokenHash);
  });
}
