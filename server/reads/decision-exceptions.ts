import { shownWords } from '#domain/comment-thread';
import type { CommentId } from '#domain/ids';
import { wordsSaid } from '#domain/suggestion';
import { commentsById } from '../db/comments';
import type { Database } from '../db/database';
import type { DecisionRow } from '../db/decisions';
import { exceptionsOf } from '../db/unanswered';

/** A comment without an answer that a decision names, and why it has none. */
export interface NamedException {
  readonly commentId: CommentId;
  /** What was said, as it reads now. */
  readonly words: string;
  readonly reason: string;
}

export async function namedExceptions(
  db: Database,
  { id }: Pick<DecisionRow, 'id'>
): Promise<NamedException[]> {
  const exceptions = await exceptionsOf(db, id);
  const comments = await commentsById(
    db,
    exceptions.map(({ commentId }) => commentId)
  );
  return exceptions.map(({ commentId, reason }) => {
    const said = comments.find((comment) => comment.id === commentId);
    return { commentId, reason, words: said ? shownWords({ ...said, body: wordsSaid(said) }) : '' };
  });
}
