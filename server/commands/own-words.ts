import type { ReplyId } from '#domain/comment-thread';
import { parseId, type MemberId } from '#domain/ids';
import { membershipIn, type Actor } from '#domain/membership';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { CommentPlace } from '../db/comments';
import type { Transaction } from '../db/database';
import { lockSaid, type SaidKey, type SaidWords } from '../db/own-words';
import { anyCommentOnPage, pageField } from './comment-on-page';
import { fieldsOf } from './fields';

/** Which comment or reply, and the page that it was sent from. */
export interface SaidInput extends SaidKey {
  readonly page: unknown;
}

export interface SaidFacts extends CommentPlace {
  readonly said: SaidWords;
}

/** Fields: `commentId`; `replyId` for a reply under it; `specificationId` of the page it was sent from. */
export function saidField(raw: unknown): SaidInput | Refusal {
  const commentId = parseId<'comment'>(fieldsOf(raw).commentId);
  if (isRefusal(commentId)) return commentId;
  const { replyId: reply = '' } = fieldsOf(raw);
  const replyId: ReplyId | null | Refusal = reply === '' ? null : parseId<'reply'>(reply);
  return isRefusal(replyId) ? replyId : { commentId, replyId, page: pageField(raw) };
}

/** What is not shown to others is there for its writer only. */
export async function loadSaid(
  tx: Transaction,
  input: SaidInput,
  actor: Actor
): Promise<SaidFacts | Refusal> {
  const place = await anyCommentOnPage(tx, input);
  if (isRefusal(place)) return place;
  const said = await lockSaid(tx, input);
  const writes = membershipIn(actor, place.partnershipId)?.memberId;
  return said && (!said.hidden || said.authorId === writes) ? { ...place, said } : refuse('not-found');
}

/** To whoever would review what they wrote themselves. */
export const NOT_ONES_OWN = 'Somebody else has to look at what you wrote yourself.';

/** What came with a Word file is nobody's own: whoever imported it did not say it. */
export function ownWords(said: SaidWords, memberId: MemberId): true | Refusal {
  if (said.authorId !== memberId || said.origin !== 'here') {
    return refuse('not-allowed', { message: 'Only whoever wrote this may change or withdraw it.' });
  }
  return said.withdrawn ? refuse('already-withdrawn') : true;
}
