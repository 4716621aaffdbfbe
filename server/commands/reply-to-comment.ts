import type { ReplyId } from '#domain/comment-thread';
import { parseId, type CommentId } from '#domain/ids';
import { membershipIn } from '#domain/membership';
import { isRefusal, refuse } from '#domain/refusal';
import { BY_NAME, canBeUnnamed } from '#domain/shown-as';
import {
  insertReply,
  isDiscussionOver,
  writtenAs,
  type CommentPlace,
  type NewReply,
  type WrittenAs
} from '../db/comments';
import { unnamedAmong } from '../db/standing';
import type { Command } from './command';
import { commentOnPage, pageField } from './comment-on-page';
import { DISCUSSION_OVER } from './comment-place';
import { commentPace } from './comment-pace';
import { commentWords } from './comment-words';
import { fieldsOf } from './fields';
import { actorHeldFirst, heldSince } from './held-first';
import { doingOf, tellReviewers, tellWriter } from './tell-people';

interface Input {
  readonly commentId: CommentId;
  readonly body: string;
  readonly page: unknown;
}

interface Facts extends CommentPlace {
  /** Who wrote the comment, and how they are shown. */
  readonly written: WrittenAs;
  readonly heldFirst: boolean;
  /** Among how many the actor is without a name. */
  readonly among: number;
  /** It is about a decision that is final. */
  readonly over: boolean;
}

interface Replied {
  readonly id: ReplyId;
  readonly commentId: CommentId;
}

const TOO_FEW_LEFT =
  'Fewer than five people here could have written this comment now. A reply of yours would tell that it was you.';

/** Says something under a comment. Fields: `commentId`, `body`, and `specificationId` of the page it was sent from. */
export const replyToComment: Command<Input, true, Facts, NewReply, Replied> = {
  name: 'reply-to-comment',
  needs: 'comment',

  parse(raw) {
    const commentId = parseId<'comment'>(fieldsOf(raw).commentId);
    if (isRefusal(commentId)) return commentId;
    const body = commentWords(raw, 'Write your reply.');
    return isRefusal(body) ? body : { commentId, body, page: pageField(raw) };
  },

  // Counted here and not in the transaction, which may be run again.
  prepare: (_input, actor, tools) => commentPace(actor, tools),

  async load(tx, input, actor) {
    const place = await commentOnPage(tx, input);
    if (isRefusal(place)) return place;
    const heldFirst = await actorHeldFirst(tx, actor, place);
    const over = await isDiscussionOver(tx, input.commentId);
    const written = await writtenAs(tx, input.commentId);
    const among = await unnamedAmong(tx, membershipIn(actor, place.partnershipId));
    return { ...place, heldFirst, over, written, among };
  },

  // Under a comment of one's own one is shown as the comment is: the reply would name its writer otherwise. Who entered somebody
  // else's words replies as themselves.
  decide(
    { written, heldFirst, over, among },
    { commentId, body },
    _prepared,
    { membership: { memberId: authorId }, now, newId }
  ) {
    if (over) return refuse('decision-closed', { message: DISCUSSION_OVER });
    const own = written.authorId === authorId && written.enteredGroup === null;
    const { shownAs, roleWords } = own ? written : BY_NAME;
    if (shownAs !== 'name' && !canBeUnnamed(among))
      return refuse('group-too-small', { message: TOO_FEW_LEFT });
    const made = { id: newId<'reply'>(), commentId, body, authorId, shownAs, roleWords, createdAt: now };
    return heldFirst ? { ...made, ...heldSince(now) } : made;
  },

  async store(tx, reply, { facts, acting }) {
    await insertReply(tx, reply);
    const aboutId = reply.commentId;
    if (facts.heldFirst) await tellReviewers(tx, { ...facts, aboutId }, doingOf(acting));
    else await tellWriter(tx, { kind: 'reply', aboutId }, doingOf(acting));
    return { id: reply.id, commentId: reply.commentId };
  },

  announces: (_reply, { heldFirst, specificationId }) =>
    heldFirst ? [] : [{ kind: 'specification', id: specificationId }]
};
