import { shownWords } from '#domain/shown-words';
import { NOT_SHOWN_NOW, REMOVAL_REASONS } from '#domain/moderation';
import type { CommentId } from '#domain/ids';
import { wordsSaid } from '#domain/suggestion';
import { commentsById } from '../db/comments';
import type { Database } from '../db/database';
import type { DecisionRow } from '../db/decisions';
import { exceptionsOf } from '../db/unanswered';

/** A comment without an answer that a decision names, and why it has none. */
export interface NamedException {
  readonly commentId: CommentId;
  /** What was said, as it reads now; in its place that it is not shown. */
  readonly words: string;
  readonly reason: string;
  /** It is to be seen with its specification. */
  readonly shown: boolean;
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
    const shown = said && {
      ...said,
      body: wordsSaid(said),
      removed: said.removedReason,
      because: said.removedReason && REMOVAL_REASONS[said.removedReason].because
    };
    return {
      commentId,
      reason,
      words: shown ? shownWords(shown) : NOT_SHOWN_NOW,
      shown: shown !== undefined
    };
  });
}
