import { refuse, type Refusal } from '#domain/refusal';
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

/** All that the page says: whose address it is, it does not. */
export interface ConfirmingAddress {
  readonly waits: true;
}

/** Whether an address waits for this link. Changes nothing: programs that look at e-mail follow its links. */
export function confirmingAddress(
  token: string,
  { address }: Pick<Follower, 'address'>,
  tools: Tools
): Promise<ConfirmingAddress | Refusal> {
  if (!isSecretToken(token)) return Promise.resolve(refuse('link-not-valid'));
  return whenAllowed(address, tools, async () => {
    const since = new Date((await tools.now(tools.db)).getTime() - ADDRESS_LINK_LASTS);
    const found = await personByAsked(tools.db, { askedHash: hashToken(token), since });
    return found && { waits: true };
  });
}

/** From now on e-mail goes there; also for who had stopped it. Nobody needs to be signed in. Field: `key`. */
export function confirmAddress(
  raw: Record<string, unknown>,
  { address }: Pick<Follower, 'address'>,
  tools: Tools
): Promise<{ readonly confirmed: true } | Refusal> {
  const key = typeof raw.key === 'string' ? raw.key : '';
  if (!isSecretToken(key)) return Promise.resolve(refuse('link-not-valid'));
  const askedHash = hashToken(key);
  return whenAllowed(address, tools, () =>
    tools.db.transaction(async (tx) => {
      const now = await tools.now(tx);
      const since = new Date(now.getTime() - ADDRESS_LINK_LASTS);
      const personId = await personByAsked(tx, { askedHash, since });
      if (!personId || !(await confirmAsked(tx, { askedHash, since, now }))) return undefined;
      await keepStopped(tx, personId, null);
      return { confirmed: true as const };
    })
  );
}
