import { parseId } from '#domain/ids';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Config } from '../config';
import { mailById, mailsIn, type MailRow } from '../db/mails';
import type { ReadContext } from './read-context';

/** An e-mail that nobody sends. */
export interface MailboxMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly at: Date;
}

export interface Mailbox {
  /** Newest first; empty when one is open. */
  readonly mails: readonly MailboxMail[];
  readonly open: MailboxMail | null;
}

/**
 * The e-mails that a demo would send, for who tries it or works on it: of everybody, and nobody signs in for it, as everybody here is
 * invented. Only in a demo, and only while no e-mail leaves this machine; everywhere else there is no such page.
 */
function hasMailbox({ demo, mail }: Pick<Config, 'demo' | 'mail'>): boolean {
  return demo && mail === undefined;
}

/** All of them, or the one that is asked for. */
export async function mailbox(context: ReadContext, asked: string | null): Promise<Mailbox | Refusal> {
  const { config, db } = context.tools;
  if (!hasMailbox(config)) return refuse('not-found');
  if (asked === null) return { mails: (await mailsIn(db)).map(shown), open: null };
  const found = await mailAsked(context, asked);
  return isRefusal(found) ? found : { mails: [], open: shown(found) };
}

export async function mailboxHtml(
  context: ReadContext,
  asked: string | null
): Promise<{ readonly html: string } | Refusal> {
  const found = await mailAsked(context, asked);
  return isRefusal(found) ? found : { html: found.mail.html };
}

interface Found {
  readonly mail: MailRow;
  readonly to: string | null;
}

async function mailAsked({ tools }: ReadContext, asked: string | null): Promise<Found | Refusal> {
  const id = parseId<'mail'>(asked);
  if (isRefusal(id) || !hasMailbox(tools.config)) return refuse('not-found');
  return (await mailById(tools.db, id)) ?? refuse('not-found');
}

function shown({ mail: { id, subject, text, madeAt: at }, to }: Found): MailboxMail {
  return { id, to: to ?? '', subject, text, at };
}
