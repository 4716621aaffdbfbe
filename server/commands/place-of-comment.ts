import type { Doc } from 'yjs';
import type { CommentId } from '#domain/ids';
import { anchorOf } from '../db/comments';
import { passagesIn } from '../documents/read-passage';
import type { Tools } from '../runtime';

/** Where the words of a comment stand in the newest draft; null when they are gone. */
export async function placeOfComment(
  { db, drafts }: Pick<Tools, 'db' | 'drafts'>,
  id: CommentId
): Promise<{ readonly ydoc: Doc; readonly position: number } | null> {
  const { anchor, quote, documentId } = await anchorOf(db, id);
  const { ydoc } = await drafts.newest(documentId);
  const { range } = passagesIn(ydoc)(anchor, quote);
  return range && { ydoc, position: range.from };
}
