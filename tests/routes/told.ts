import { randomBytes, randomUUID } from 'node:crypto';
import { hashToken } from '#server/auth/tokens';
import { mail, notice } from '#server/db/schema/notices';
import type { TestPerson, World } from '#tests/builders/world';

/** Somebody is told something. */
export async function noticeFor({ runtime, clock }: World, { memberId }: TestPerson): Promise<string> {
  const { db, newId } = runtime.tools;
  const id = newId<'notice'>();
  const about = { kind: 'ballot-opened', aboutId: randomUUID() } as const;
  await db.insert(notice).values({ id, memberId, ...about, madeAt: clock.now });
  return id;
}

/** An e-mail to somebody. */
export async function mailTo(
  { runtime, clock }: World,
  { actor }: TestPerson
): Promise<{ mail: string; unsubscribe: string }> {
  const { db, newId } = runtime.tools;
  const id = newId<'mail'>();
  const unsubscribe = randomBytes(24).toString('base64url');
  await db.insert(mail).values({
    ...{ id, personId: actor.personId, kind: 'digest', subject: 'News', text: 'News.', html: '<p>News.</p>' },
    ...{ unsubscribeHash: hashToken(unsubscribe), unsubscribeToken: unsubscribe },
    ...{ madeAt: clock.now, nextTry: clock.now }
  });
  return { mail: id, unsubscribe };
}
