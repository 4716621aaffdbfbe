import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { HAS_PASSWORD } from '../auth/come-back';
import { returnLinkOf } from '../db/invitations';
import { accountPage } from './account-page';
import { currentMembership, type ReadContext } from './read-context';

export interface ComeBackPage {
  readonly name: string;
  /** When the private link was made that works now; null: there is none. */
  readonly madeAt: Date | null;
}

/** A guest's page about coming back later. */
export async function comeBackPage(context: ReadContext): Promise<ComeBackPage | Refusal> {
  const account = await accountPage(context);
  if (isRefusal(account)) return account;
  if (account.email !== null) return refuse('not-allowed', { message: HAS_PASSWORD });
  const membership = currentMembership(context.actor);
  if (isRefusal(membership) || context.actor.kind === 'nobody') return refuse('not-found');
  const link = await returnLinkOf(context.tools.db, context.actor.personId);
  return { name: account.name, madeAt: link?.madeAt ?? null };
}
