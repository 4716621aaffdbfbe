import type { Membership } from '#domain/membership';
import { secondLookUntil } from '#domain/moderation';
import { may } from '#domain/policy';
import { countOf } from '#domain/words';
import { concernsIn, removalReplies, secondLooksAsked } from '../db/moderation';
import { hiddenIn, type HiddenSaid } from '../db/standing';
import type { Task } from './home-page';
import type { ReadContext } from './read-context';

/** What waits for somebody who may review. What they wrote or removed themselves waits for others. */
export async function reviewTasks(context: ReadContext, membership: Membership): Promise<Task[]> {
  const { partnershipId } = membership;
  const allowed = (capability: 'review-comments' | 'see-concerns') =>
    may(context.actor, capability, { partnershipId });
  const waiting = allowed('review-comments') ? await toReview(context, membership) : 0;
  const matters = allowed('see-concerns') ? await toSettle(context, membership) : 0;
  return [
    ...task('look', waiting, '/review', 'contribution'),
    ...task('restricted', matters, '/review/concerns', 'matter')
  ];
}

function task(kind: 'look' | 'restricted', count: number, href: string, what: string): Task[] {
  if (count === 0) return [];
  const title = kind === 'look' ? countOf(count, what) : `${countOf(count, what)} in the restricted queue`;
  return [{ kind, title, href, minutes: 3 * count, due: null, age: null }];
}

async function toReview(
  { tools: { db, now } }: ReadContext,
  { partnershipId, memberId }: Membership
): Promise<number> {
  const moment = await now(db);
  const held = await hiddenIn(db, { partnershipId }, ['held']);
  const asked = await secondLooksAsked(db, partnershipId);
  const replies = await removalReplies(db, asked);
  const looks = asked.filter(({ removal, comment }) => {
    const { authorId } = replies.find(({ id }) => id === removal.replyId) ?? comment;
    const others = removal.removedBy !== memberId && authorId !== memberId;
    return others && secondLookUntil(removal.removedAt) >= moment;
  });
  return held.filter((said) => writerOf(said) !== memberId).length + looks.length;
}

async function toSettle(
  { tools: { db } }: ReadContext,
  { partnershipId, memberId }: Membership
): Promise<number> {
  const rows = await concernsIn(db, partnershipId);
  return rows.filter((row) => row.concern.outcome === null && writerOf(row) !== memberId).length;
}

function writerOf({ comment, reply }: Pick<HiddenSaid, 'comment' | 'reply'>) {
  return (reply ?? comment).authorId;
}
