import type { MailId, PersonId } from '#domain/ids';
import { digestMoment } from '#domain/mail-choice';
import type { Actor } from '#domain/membership';
import { AT_ONCE, inboxOrder, NOTICE_KINDS, type NoticeKind } from '#domain/notice';
import { newSecretToken } from '../auth/secret-link';
import type { Transaction } from '../db/database';
import {
  holdChoice,
  keepDigested,
  markMailed,
  nameOf,
  noticesToMail,
  peopleForDigest,
  peopleForMailAtOnce
} from '../db/mails-due';
import { insertMail, type MailChoiceRow } from '../db/mails';
import { membershipsOf } from '../db/members';
import { openOf, type OpenNotice } from '../reads/open-notices';
import type { Tools } from '../runtime';
import { composeMail, type ToCompose } from './compose';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** What is older than this is not sent at once any more, and than that not in a digest: it was missed for another reason. */
const STALE_AT_ONCE = DAY;
const STALE = 8 * DAY;
/** From one e-mail about answers to the next, at least. */
const BETWEEN = HOUR;

type Given = Pick<Tools, 'db' | 'now' | 'newId' | 'randomBytes' | 'config'>;

/**
 * Writes every e-mail that is due and lays it out to be sent. What it may say is asked as the inbox asks, when it is written. One
 * transaction for each person, whose row is held: of two nodes one writes it.
 */
export async function makeMails(tools: Given): Promise<void> {
  const now = await tools.now(tools.db);
  const since = (ago: number) => new Date(now.getTime() - ago);
  const asked = { after: since(STALE_AT_ONCE), lately: since(BETWEEN) };
  for (const personId of await peopleForMailAtOnce(tools.db, asked)) {
    await tools.db.transaction((tx) => mailAtOnce(tx, tools, { personId, now, after: asked.after }));
  }
  const moments = { daily: digestMoment('daily', now), weekly: digestMoment('weekly', now) };
  for (const personId of await peopleForDigest(tools.db, moments, since(STALE))) {
    await tools.db.transaction((tx) => mailDigest(tx, tools, { personId, now, after: since(STALE) }));
  }
}

interface For {
  readonly personId: PersonId;
  readonly now: Date;
  readonly after: Date;
}

async function mailAtOnce(tx: Transaction, tools: Given, asked: For): Promise<void> {
  const choice = await holdChoice(tx, asked.personId);
  if (!choice || choice.stoppedAt !== null) return;
  const kinds = AT_ONCE.filter((kind) => (kind === 'answered' ? choice.answersAtOnce : choice.votesAtOnce));
  const { rows, open } = await toldTo(tx, asked, kinds);
  if (open.length > 0) await write(tx, tools, { ...asked, kind: 'at-once', notices: open });
  // Those that need nobody any more as well: they would be looked at again and again.
  await markMailed(tx, rows, asked.now);
}

async function mailDigest(tx: Transaction, tools: Given, asked: For): Promise<void> {
  const choice = await holdChoice(tx, asked.personId);
  const digest = choice && dueDigest(choice, asked.now);
  if (!digest) return;
  const { open } = await toldTo(tx, asked, NOTICE_KINDS);
  if (open.length > 0) await write(tx, tools, { ...asked, kind: digest.kind, notices: open });
  await markMailed(
    tx,
    open.map(({ id }) => id),
    asked.now
  );
  await keepDigested(tx, asked.personId, digest.moment);
}

/** Undefined when another node has made it meanwhile, or it is wanted no more. */
function dueDigest({ digest: kind, stoppedAt, digestedAt }: MailChoiceRow, now: Date) {
  if (kind === 'none' || stoppedAt !== null) return undefined;
  const moment = digestMoment(kind, now);
  return digestedAt !== null && digestedAt >= moment ? undefined : { kind, moment };
}

/** What is new for them, and of it what they may open and have not done. */
async function toldTo(tx: Transaction, { personId, now, after }: For, kinds: readonly NoticeKind[]) {
  const name = await nameOf(tx, personId);
  const memberships = name === undefined ? [] : await membershipsOf(tx, personId);
  const actor: Extract<Actor, { kind: 'person' }> = {
    kind: 'person',
    personId,
    name: name ?? '',
    sessionHash: '',
    memberships
  };
  const members = memberships.map(({ memberId }) => memberId);
  const rows = await noticesToMail(tx, members, { after, kinds });
  const open = (await openOf(tx, actor, rows, now)).filter(({ unread }) => unread).sort(inboxOrder);
  return { rows: rows.map(({ id }) => id), open };
}

interface ToWrite {
  readonly personId: PersonId;
  readonly now: Date;
  readonly kind: ToCompose['kind'];
  readonly notices: readonly OpenNotice[];
}

async function write(
  tx: Transaction,
  tools: Given,
  { personId, now, kind, notices }: ToWrite
): Promise<void> {
  const { token, tokenHash } = newSecretToken(tools);
  const origin = tools.config.origins[0]!;
  const composed = composeMail({ kind, notices, origin, unsubscribeUrl: unsubscribeUrl(origin, token) });
  await insertMail(tx, {
    id: tools.newId<'mail'>() satisfies MailId,
    personId,
    kind: kind === 'at-once' ? kind : 'digest',
    ...composed,
    unsubscribeHash: tokenHash,
    unsubscribeToken: token,
    madeAt: now,
    nextTry: now
  });
}

export function unsubscribeUrl(origin: string, token: string): string {
  return `${origin}/unsubscribe/${token}`;
}
