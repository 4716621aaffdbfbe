import { eq } from 'drizzle-orm';
import type { MailChoice } from '#domain/mail-choice';
import { can } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { mailChoiceOf } from '../db/mails';
import { person } from '../db/schema/people';
import { currentMembership, type ReadContext } from './read-context';

export interface MailPage extends MailChoice {
  readonly email: string;
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
  if (!row?.email) return refuse('not-allowed', { message: NO_ADDRESS });
  const { digest, answersAtOnce, votesAtOnce, stoppedAt } = await mailChoiceOf(tools.db, actor.personId);
  return {
    ...{ digest, answersAtOnce, votesAtOnce, email: row.email },
    stopped: stoppedAt !== null,
    sends: tools.config.mail !== undefined
  };
}

const NO_ADDRESS = 'Concordat has no e-mail address of yours. Everything that you are told is in your inbox.';
