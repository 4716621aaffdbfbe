import type { CommentId } from '#domain/ids';
import { refuse, type Refusal } from '#domain/refusal';
import { commentPlace, type CommentPlace } from '../db/comments';
import type { Transaction } from '../db/database';
import { fieldsOf } from './fields';

/** The field `specificationId`: set by pages to the one they show, left out by the API. */
export function pageField(raw: unknown): unknown {
  return fieldsOf(raw).specificationId;
}

/** Where the comment belongs. One of another specification than the page it was sent from is not found. */
export async function commentOnPage(
  tx: Transaction,
  { commentId, page }: { readonly commentId: CommentId; readonly page: unknown }
): Promise<CommentPlace | Refusal> {
  const place = await commentPlace(tx, commentId);
  return place && (page === undefined || page === place.specificationId) ? place : refuse('not-found');
}
