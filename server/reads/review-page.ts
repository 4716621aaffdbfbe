import type { ReplyId, Writer } from '#domain/comment-thread';
import type { CommentId, SpecificationId } from '#domain/ids';
import { REMOVAL_REASONS, secondLookUntil } from '#domain/moderation';
import { may } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import { shownTime, shownWriter } from '#domain/shown-as';
import { wordsSaid } from '#domain/suggestion';
import type { Topic } from '#protocol/topics';
import { removalReplies, secondLooksAsked } from '../db/moderation';
import { membersById } from '../db/people';
import { hiddenIn, type HiddenSaid } from '../db/standing';
import { hiddenWords } from './own-standing';
import { currentMembership, visible, type ReadContext } from './read-context';

/** Something that waits for somebody who may review it. */
export interface ToReview {
  readonly commentId: CommentId;
  readonly replyId: ReplyId | null;
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  readonly by: Writer;
  readonly dayOnly: boolean;
  readonly at: Date;
  /** The words of the text that it is about. */
  readonly quote: string;
  readonly words: string;
  /** Why the reader may not do it: they wrote it, or they removed it. */
  readonly notBecause: 'own' | 'removed-by-you' | null;
}

export interface SecondLookAsked extends ToReview {
  /** Why it was removed. */
  readonly because: string;
  /** The last moment at which it can come back. */
  readonly until: Date;
}

export interface ReviewPage {
  readonly held: readonly ToReview[];
  readonly secondLooks: readonly SecondLookAsked[];
  readonly may: { readonly seeConcerns: boolean };
  readonly topics: readonly Topic[];
}

/** What is held in the partnership, and the removals that somebody asks a second look at. */
export async function reviewPage(context: ReadContext): Promise<ReviewPage | Refusal> {
  const membership = currentMembership(context.actor);
  if (isRefusal(membership)) return membership;
  const { partnershipId, memberId } = membership;
  const seen = visible(context, 'review-comments', { partnershipId });
  if (isRefusal(seen)) return seen;
  const { db, now } = context.tools;
  const moment = await now(db);
  const held = await hiddenIn(db, { partnershipId }, ['held']);
  const asked = (await secondLooksAsked(db, partnershipId)).filter(
    ({ removal }) => secondLookUntil(removal.removedAt) >= moment
  );
  const replies = await removalReplies(db, asked);
  const looks = asked.map(({ removal, comment, title }) => {
    const reply = replies.find(({ id }) => id === removal.replyId) ?? null;
    return { removal, said: { comment, reply, title } };
  });
  const items = await reviewItems(context, [...held, ...looks.map(({ said }) => said)]);
  const notOwn = (said: HiddenSaid) => ((said.reply ?? said.comment).authorId === memberId ? 'own' : null);
  return {
    held: held.map((said) => ({ ...items(said), notBecause: notOwn(said) })),
    secondLooks: looks.map(({ removal, said }) => ({
      ...items(said),
      words: removal.words ? wordsSaid({ ...removal.words, origin: said.comment.origin }) : '',
      because: REMOVAL_REASONS[removal.reason].because,
      until: secondLookUntil(removal.removedAt),
      notBecause: removal.removedBy === memberId ? ('removed-by-you' as const) : notOwn(said)
    })),
    may: { seeConcerns: may(context.actor, 'see-concerns', { partnershipId }) },
    topics: [{ kind: 'partnership', id: partnershipId }]
  };
}

/** As those who review see it: who wrote it is shown to them as to everybody. */
export async function reviewItems(
  { tools: { db }, actor }: ReadContext,
  all: readonly HiddenSaid[]
): Promise<(said: HiddenSaid) => Omit<ToReview, 'notBecause'>> {
  const authors = all.map(({ comment, reply }) => (reply ?? comment).authorId);
  const members = await membersById(db, [...new Set(authors)]);
  return (hidden) => {
    const { comment, reply, title } = hidden;
    const said = reply ?? comment;
    const writer = members.find(({ memberId }) => memberId === said.authorId);
    if (!writer) throw new Error('A comment whose writer is not a member.');
    const { memberId, name, group, organisation } = writer;
    const mine = actor.kind === 'person' && actor.memberships.some((each) => each.memberId === said.authorId);
    return {
      commentId: comment.id,
      replyId: reply?.id ?? null,
      specification: { id: comment.specificationId, title },
      by: mine
        ? { memberId, name, group, organisation }
        : shownWriter({ memberId, name, group, organisation }, said),
      ...shownTime(said.createdAt, said),
      quote: comment.quote,
      words: hiddenWords(hidden)
    };
  };
}
