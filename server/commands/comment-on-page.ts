import type { CommentId } from '#domain/ids';
import { refuse, type Refusal } from '#domain/refusal';
import { commentPlace, placeOfAnyComment, type CommentPlace } from '../db/comments';
import type { Database } from '../db/database';
import { fieldsOf } from './fields';

/** The field `specificationId`: set by pages to the one they show, left out by the API. */
export function pageField(raw: unknown): unknown {
  return fieldsOf(raw).specificationId;
}

/** Where the comment belongs. One of another specification than the page it was sent from is not found. */
export async function commentOnPage(
  tx: Database,
  { commentId, page }: { readonly commentId: CommentId; readonly page: unknown }
): Promise<CommentPlace | Refusal> {
  return onPage(await commentPlace(tx, commentId), page);
}

/** The same of one that is perhaps not shown; whoever calls it looks who may know of it. */
export async function anyCommentOnPage(
  tx: Database,
  { commentId, page }: { readonly commentId: CommentId; readonly page: unknown }
): Promise<CommentPlace | Refusal> {
  return onPage(await placeOfAnyComment(tx, commentId), page);
}

function onPage(place: CommentPlace | undefined, page: unknown): CommentPlace | Refusal {
  return place && (page === undefined || page === place.specificationId) ? place : refuse('not-found');
}
