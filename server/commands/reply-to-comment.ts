import type { ReplyId } from '#domain/comment-thread';
import { parseId, type CommentId } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
import { insertReply, type CommentPlace, type NewReply } from '../db/comments';
import type { Command } from './command';
import { commentOnPage, pageField } from './comment-on-page';
import { commentPace } from './comment-pace';
import { commentWords } from './comment-words';
import { fieldsOf } from './fields';

interface Input {
  readonly commentId: CommentId;
  readonly body: string;
  readonly page: unknown;
}

interface Replied {
  readonly id: ReplyId;
  readonly commentId: CommentId;
}

/** Says something under a comment. Fields: `commentId`, `body`, and `specificationId` of the page it was sent from. */
export const replyToComment: Command<Input, true, CommentPlace, NewReply, Replied> = {
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

  load: (tx, input) => commentOnPage(tx, input),

  decide(_facts, { commentId, body }, _prepared, { membership, now, newId }) {
    return { id: newId(), commentId, body, authorId: membership.memberId, createdAt: now };
  },

  async store(tx, reply) {
    await insertReply(tx, reply);
    return { id: reply.id, commentId: reply.commentId };
  },

  announces: (_reply, { specificationId }) => [{ kind: 'specification', id: specificationId }]
};
