import type { Notice, NoticeKind } from '#domain/notice';
import { notice } from '#server/db/schema/notices';
import { done } from './decisions';
import type { TestPerson, World } from './world';

/** Everything in somebody's inbox, new ones first. */
export async function inboxOf(person: TestPerson): Promise<Notice[]> {
  const { unread, earlier } = done(await person.reads.inbox());
  return [...unread, ...earlier];
}

/** The same without comments that they are to answer. */
export async function toldOf(person: TestPerson): Promise<Notice[]> {
  return (await inboxOf(person)).filter(({ kind }) => kind !== 'to-answer');
}

/** The new ones of this kind. */
export async function newsOf(person: TestPerson, kind: NoticeKind): Promise<Notice[]> {
  return done(await person.reads.inbox()).unread.filter((each) => each.kind === kind);
}

export async function unreadOf(person: TestPerson): Promise<number> {
  return (await person.reads.frame()).unread;
}

export function noticeRowsOf({ runtime }: World) {
  return runtime.tools.db.select().from(notice).orderBy(notice.id);
}
