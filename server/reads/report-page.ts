import type { Writer } from '#domain/comment-thread';
import { shownWords } from '#domain/shown-words';
import type { CommentId, SpecificationId } from '#domain/ids';
import type { ReplyId } from '#domain/comment-thread';
import { contactLines, type ContactLine } from '#domain/moderation';
import { may } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { localContacts } from '../db/moderation';
import { commentThread, visibleSpecification } from './comment-thread';
import type { ReadContext } from './read-context';
import { waysShown, type WaysShown } from './ways-shown';

export interface ReportAsked {
  readonly comment: string | null;
  readonly reply: string | null;
}

/** What somebody wants to report, and whom to tell. */
export interface ReportPage {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  /** Null: nothing of what others say; then whom to tell, and something to tell to those who see the restricted queue alone. */
  readonly said: {
    readonly commentId: CommentId;
    readonly replyId: ReplyId | null;
    readonly by: Writer;
    readonly words: string;
  } | null;
  readonly contacts: readonly ContactLine[];
  readonly may: { readonly raise: boolean; readonly remove: boolean };
  /** How somebody who tells something can be shown to those who read it. */
  readonly ways: WaysShown;
}

/** Of a comment or a reply that is shown, or of none. */
export async function reportPage(
  context: ReadContext,
  id: string,
  { comment, reply }: ReportAsked
): Promise<ReportPage | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const contacts = contactLines(await localContacts(context.tools.db, specification.partnershipId));
  const ways = await waysShown(context, specification);
  const about = { specification: { id: specification.id, title: specification.title }, contacts, ways };
  if (comment === null) {
    const raise = may(context.actor, 'raise-concern', specification);
    return { ...about, said: null, may: { raise, remove: false } };
  }
  const thread = await commentThread(context, comment);
  if (isRefusal(thread) || thread.specificationId !== specification.id) return refuse('not-found');
  const said = reply ? thread.replies.find((each) => each.id === reply) : thread;
  if (!said) return refuse('not-found');
  const stands = said.withdrawnAt === null;
  return {
    ...about,
    said: {
      commentId: thread.id,
      replyId: said === thread ? null : (said.id as ReplyId),
      by: said.by,
      words: shownWords(said)
    },
    may: {
      raise: stands && may(context.actor, 'raise-concern', specification),
      remove: stands && !said.mine && may(context.actor, 'review-comments', specification)
    }
  };
}
