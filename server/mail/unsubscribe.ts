import type { PersonId } from '#domain/ids';
import { refuse, type Refusal } from '#domain/refusal';
import { hashToken } from '../auth/tokens';
import type { Database } from '../db/database';
import { addressStates, forgetAddress } from '../db/guest-addresses';
import { keepStopped, mailAddressOf, mailChoiceOf, personByUnsubscribe } from '../db/mails';
import type { Tools } from '../runtime';

const NOT_VALID =
  'This link does not work. Copy the whole link from the e-mail, or sign in and choose on your account page.';

/** All that the page says of anybody. */
export interface Unsubscribing {
  readonly stopped: boolean;
  /** The address was a guest's and is kept no more, so that it cannot go on. */
  readonly removed: boolean;
}

type Given = Pick<Tools, 'db' | 'now'>;

/** Whether e-mail is stopped for whoever got this link. Changes nothing: programs that look at e-mail follow its links. */
export async function unsubscribing(token: string, { db }: Given): Promise<Unsubscribing | Refusal> {
  const personId = await personByUnsubscribe(db, hashToken(token));
  if (!personId) return refuse('link-not-valid', { message: NOT_VALID });
  return standing(db, personId);
}

async function standing(db: Database, personId: PersonId): Promise<Unsubscribing> {
  const removed = (await mailAddressOf(db, personId)) === null && !(await isAsked(db, personId));
  return { stopped: removed || (await mailChoiceOf(db, personId)).stoppedAt !== null, removed };
}

/** An address waits for its link: whoever got that can be rid of it here. */
async function isAsked(db: Database, personId: PersonId): Promise<boolean> {
  return (await addressStates(db, personId)).askedAt !== null;
}

/**
 * Stops all e-mail for whoever got this link, or lets it go on as it was chosen before. A guest's address is removed instead, the confirmed
 * one and one that waits: it was kept for nothing else. Nobody needs to be signed in.
 */
export async function unsubscribe(
  token: string,
  stop: boolean,
  { db, now }: Given
): Promise<Unsubscribing | Refusal> {
  const personId = await personByUnsubscribe(db, hashToken(token));
  if (!personId) return refuse('link-not-valid', { message: NOT_VALID });
  const forgotten = stop && (await forgetAddress(db, personId));
  if (!forgotten) await keepStopped(db, personId, stop ? await now(db) : null);
  return standing(db, personId);
}
