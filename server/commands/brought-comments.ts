import type { CommentId, MemberId, NewId, SpecificationId } from '#domain/ids';
import type { NewComment, NewReply } from '../db/comments';
import type { AnchoredRemark } from '../documents/imported-draft';
import type { Remark } from '../documents/word-remarks';

export interface BroughtComments {
  readonly comments: readonly NewComment[];
  readonly replies: readonly NewReply[];
}

interface Bringing {
  readonly specificationId: SpecificationId;
  /** Who imported the file: they answer for what it brings. */
  readonly authorId: MemberId;
  readonly now: Date;
  readonly newId: NewId;
}

/** The comments and tracked changes of a Word file as comments of a specification. */
export function broughtComments(
  remarks: readonly AnchoredRemark[],
  { specificationId, authorId, now, newId }: Bringing
): BroughtComments {
  const comments: NewComment[] = [];
  const replies: NewReply[] = [];
  for (const { anchor, quote, body, claimedAuthor, wording, replies: said } of remarks) {
    const id = newId<'comment'>();
    const origin = wording === null ? 'word-comment' : 'word-change';
    const wordings = { oldWording: wording?.before ?? null, proposedWording: wording?.after ?? null };
    comments.push({
      id,
      specificationId,
      authorId,
      anchor,
      quote,
      body,
      createdAt: now,
      origin,
      claimedAuthor,
      ...wordings
    });
    replies.push(...furtherReplies({ commentId: id, replies: said }, { authorId, now, newId }));
  }
  return { comments, replies };
}

/** What stands under a comment in a Word file as replies to it. */
export function furtherReplies(
  { commentId, replies }: { readonly commentId: CommentId; readonly replies: readonly Remark[] },
  { authorId, now, newId }: Pick<Bringing, 'authorId' | 'now' | 'newId'>
): NewReply[] {
  return replies.map((reply, index) => ({
    id: newId<'reply'>(),
    commentId,
    authorId,
    ...reply,
    // Their order is all that is known; the first is the oldest.
    createdAt: new Date(now.getTime() - replies.length + index),
    origin: 'word-comment'
  }));
}
