import type { NoticeId } from '#domain/ids';
import { isOver, READ_KEPT_DAYS, UNREAD_KEPT_DAYS } from '#domain/notice';
import type { Database } from '../db/database';
import { noticeSubjects } from '../db/notice-subjects';
import { deleteOld, deleteUnread, SOME, someUnread } from '../db/old-notices';
import { RegularWork } from './regular-work';

const EVERY = 3_600_000;
const A_DAY = 86_400_000;

/** Deletes notices that nobody needs any more. Nobody acts here. Several nodes may do it at once. */
export class ForgetNotices extends RegularWork {
  protected readonly what = 'deleting old notices';
  protected readonly every = EVERY;

  /** Deletes what was read, or counts as read, ninety days ago, and what has waited for a year. */
  async look(): Promise<void> {
    const { db } = this.tools;
    const now = await this.tools.now(db);
    const ago = (days: number) => new Date(now.getTime() - days * A_DAY);
    await deleteOld(db, { readUntil: ago(READ_KEPT_DAYS), madeUntil: ago(UNREAD_KEPT_DAYS) });
    await deleteOver(db, ago(READ_KEPT_DAYS), now);
  }
}

/** What needs no doing any more, and was made by then. */
async function deleteOver(db: Database, madeUntil: Date, now: Date): Promise<void> {
  let last: NoticeId | null = null;
  for (let found = SOME; found === SOME;) {
    const some = await someUnread(db, madeUntil, last);
    const rows = some.map(({ row }) => row);
    const told = some.map((each) => each.told);
    const subjectOf = await noticeSubjects(db, rows, told, now);
    const over = rows.filter((row) => {
      const about = subjectOf(row);
      return about !== undefined && isOver(about.subject);
    });
    const ids = over.map(({ id }) => id);
    await deleteUnread(db, ids, madeUntil);
    last = rows.at(-1)?.id ?? null;
    found = some.length;
  }
}
