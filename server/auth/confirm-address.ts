import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { confirmAsked, personByAsked } from '../db/guest-addresses';
import { keepStopped } from '../db/mails';
import type { Tools } from '../runtime';
import { whenAllowed, type Follower } from './join';
import { isSecretToken } from './secret-link';
import { hashToken } from './tokens';

/** For so long somebody may look for the e-mail. */
export const ADDRESS_LINK_LASTS = 7 * 24 * 3_600_000;

/** The token is no part of the path: paths are logged when something goes wrong. */
export function addressUrl(origin: string, token: string): string {
  return `${origin}/confirm-address?key=${token}`;
}

const NOT_VALID =
  'This link does not work. Copy the whole link from the e-mail. If you have pressed its button already, the address is confirmed. Otherwise it is older than seven days or another came after it: give the address again on your account page.';

/** The refusal of all such links is for links that somebody handed over; this one is one’s own. */
function inOwnWords<Answer>(answer: Answer | Refusal): Answer | Refusal {
  return isRefusal(answer) && answer.code === 'link-not-valid' ? notValid() : answer;
}

const notValid = () => refuse('link-not-valid', { message: NOT_VALID });

/** All that the page says: whose address it is, it does not. */
export interface ConfirmingAddress {
  readonly waits: true;
}

/** Whether an address waits for this link. Changes nothing: programs that look at e-mail follow its links. */
export async function confirmingAddress(
  token: string,
  { address }: Pick<Follower, 'address'>,
  tools: Tools
): Promise<ConfirmingAddress | Refusal> {
  if (!isSecretToken(token)) return notValid();
  const waiting = await whenAllowed(address, tools, async () => {
    const since = new Date((await tools.now(tools.db)).getTime() - ADDRESS_LINK_LASTS);
    const found = await personByAsked(tools.db, { askedHash: hashToken(token), since });
    return found && { waits: true as const };
  });
  return inOwnWords(waiting);
}

/** From now on e-mail goes there; also for who had stopped it. Nobody needs to be signed in. Field: `key`. */
export async function confirmAddress(
  raw: Record<string, unknown>,
  { address }: Pick<Follower, 'address'>,
  tools: Tools
): Promise<{ readonly confirmed: true } | Refusal> {
  const key = typeof raw.key === 'string' ? raw.key : '';
  if (!isSecretToken(key)) return notValid();
  const askedHash = hashToken(key);
  const confirmed = await whenAllowed(address, tools, () =>
    tools.db.transaction(async (tx) => {
      const now = await tools.now(tx);
      const since = new Date(now.getTime() - ADDRESS_LINK_LASTS);
      const personId = await personByAsked(tx, { askedHash, since });
      if (!personId || !(await confirmAsked(tx, { askedHash, since, now }))) return undefined;
      await keepStopped(tx, personId, null);
      return { confirmed: true as const };
    })
  );
  return inOwnWords(confirmed);
}
