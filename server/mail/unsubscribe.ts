import { refuse, type Refusal } from '#domain/refusal';
import { hashToken } from '../auth/tokens';
import { keepStopped, mailChoiceOf, personByUnsubscribe } from '../db/mails';
import type { Tools } from '../runtime';

const NOT_VALID =
  'This link does not work. Copy the whole link from the e-mail, or sign in and choose on your account page.';

/** All that the page says of anybody. */
export interface Unsubscribing {
  readonly stopped: boolean;
}

type Given = Pick<Tools, 'db' | 'now'>;

/** Whether e-mail is stopped for whoever got this link. Changes nothing: programs that look at e-mail follow its links. */
export async function unsubscribing(token: string, { db }: Given): Promise<Unsubscribing | Refusal> {
  const personId = await personByUnsubscribe(db, hashToken(token));
  if (!personId) return refuse('link-not-valid', { message: NOT_VALID });
  return { stopped: (await mailChoiceOf(db, personId)).stoppedAt !== null };
}

/** Stops all e-mail for whoever got this link, or lets it go on as it was chosen before. Nobody needs to be signed in. */
export async function unsubscribe(
  token: string,
  stop: boolean,
  { db, now }: Given
): Promise<Unsubscribing | Refusal> {
  const personId = await personByUnsubscribe(db, hashToken(token));
  if (!personId) return refuse('link-not-valid', { message: NOT_VALID });
  await keepStopped(db, personId, stop ? await now(db) : null);
  return { stopped: stop };
}
