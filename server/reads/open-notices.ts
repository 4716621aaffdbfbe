import type { MemberId, NoticeId } from '#domain/ids';
import { wallClock } from '#domain/london-time';
import type { Actor } from '#domain/membership';
import { isOver, noticeHref, noticeSentence, NOTICES, type Notice } from '#domain/notice';
import { may } from '#domain/policy';
import type { Database } from '../db/database';
import { noticeSubjects } from '../db/notice-subjects';
import { noticeOf, noticeRows, type NoticeRow } from '../db/notices';
import type { Tools } from '../runtime';

type PersonActor = Extract<Actor, { kind: 'person' }>;

/** A notice that may be shown, with its row. */
export interface OpenNotice extends Notice {
  readonly row: NoticeRow;
}

/**
 * What this person is told of and may open now, newest first. Whoever lost the right to what a notice is about does not see
 * it, nor that there is one: pages, counts and e-mails all ask here.
 */
export async function openNotices(db: Database, actor: PersonActor, now: Date): Promise<OpenNotice[]> {
  return openOf(db, actor, await noticeRows(db, membersOf(actor)), now);
}

/** One that this person is told of and may open now. */
export async function openNotice(
  db: Database,
  actor: PersonActor,
  { id, now }: { readonly id: NoticeId; readonly now: Date }
): Promise<OpenNotice | undefined> {
  const row = await noticeOf(db, id, membersOf(actor));
  return row && (await openOf(db, actor, [row], now))[0];
}

/** Of these rows, those that may be shown. */
export async function openOf(
  db: Database,
  actor: PersonActor,
  rows: readonly NoticeRow[],
  now: Date
): Promise<OpenNotice[]> {
  if (rows.length === 0) return [];
  const subjectOf = await noticeSubjects(db, rows, actor.memberships, now);
  return rows.flatMap((row) => {
    const about = subjectOf(row);
    if (!about || !may(actor, NOTICES[row.kind].needs, about)) return [];
    const { subject } = about;
    return {
      row,
      id: row.id,
      kind: row.kind,
      sentence: noticeSentence(subject),
      href: noticeHref(subject),
      day: wallClock(row.madeAt).slice(0, 10),
      unread: row.readAt === null && !isOver(subject)
    };
  });
}

/** How many are new. Asked with every page: one question, and no more when nothing is. */
export async function unreadNotices(
  { db, now }: Pick<Tools, 'db' | 'now'>,
  actor: PersonActor
): Promise<number> {
  const rows = await noticeRows(db, membersOf(actor), { onlyUnread: true });
  if (rows.length === 0) return 0;
  const open = await openOf(db, actor, rows, await now(db));
  return open.filter(({ unread }) => unread).length;
}

function membersOf(actor: PersonActor): MemberId[] {
  return actor.memberships.map(({ memberId }) => memberId);
}
