import { eq } from 'drizzle-orm';
import type { MailChoice } from '#domain/mail-choice';
import { can } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { addressStates } from '../db/guest-addresses';
import { mailAddressOf, mailChoiceOf } from '../db/mails';
import { person } from '../db/schema/people';
import { accountPage } from './account-page';
import { currentMembership, type ReadContext } from './read-context';

export interface MailPage extends MailChoice {
  /** Null: that of a guest, which is shown to nobody. */
  readonly email: string | null;
  /** They unsubscribed: nothing is sent whatever is chosen. */
  readonly stopped: boolean;
  /** Whether this server sends any. */
  readonly sends: boolean;
}

/** What somebody gets by e-mail. */
export async function mailPage({ actor, tools }: ReadContext): Promise<MailPage | Refusal> {
  const membership = currentMembership(actor);
  if (isRefusal(membership)) return membership;
  if (actor.kind === 'nobody') return refuse('signed-out');
  const allowed = can(actor, 'own-notices', membership);
  if (isRefusal(allowed)) return allowed;
  const [row] = await tools.db
    .select({ email: person.email })
    .from(person)
    .where(eq(person.id, actor.personId));
  if ((await mailAddressOf(tools.db, actor.personId)) === null)
    return refuse('not-allowed', { message: NO_ADDRESS });
  const { digest, answersAtOnce, votesAtOnce, stoppedAt } = await mailChoiceOf(tools.db, actor.personId);
  return {
    ...{ digest, answersAtOnce, votesAtOnce, email: row?.email ?? null },
    stopped: stoppedAt !== null,
    sends: tools.config.mail !== undefined
  };
}

const NO_ADDRESS =
  'Concordat has no e-mail address of yours. Everything that you are told is in your inbox; you can give an address on your account page.';

/** Of the address that a guest gave to be told at: when it was confirmed, and since when one waits for that. Never the address. */
export interface AddressPage {
  readonly confirmedAt: Date | null;
  readonly askedAt: Date | null;
  readonly sends: boolean;
}

export async function addressPage(context: ReadContext): Promise<AddressPage | Refusal> {
  const { actor, tools } = context;
  const account = await accountPage(context);
  if (isRefusal(account)) return account;
  if (account.email !== null) return refuse('not-allowed', { message: HAS_ONE });
  const membership = currentMembership(actor);
  if (isRefusal(membership) || actor.kind === 'nobody') return refuse('not-found');
  const { mail, demo } = tools.config;
  return { ...(await addressStates(tools.db, actor.personId)), sends: mail !== undefined || demo };
}

const HAS_ONE = 'E-mail goes to the address that you sign in with.';
