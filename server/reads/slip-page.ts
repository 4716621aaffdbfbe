import { parseId, type CommentId, type SpecificationId } from '#domain/ids';
import { NOBODY } from '#domain/membership';
import { may } from '#domain/policy';
import { enteredParts } from '#domain/receipt';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { commentPlace, placeOfAnyComment } from '../db/comments';
import { receiptLinkOf } from '../db/receipt-links';
import { specificationById } from '../db/specifications';
import { passagesIn } from '../documents/read-passage';
import type { Tools } from '../runtime';
import { threadsOn, visibleSpecification } from './comment-thread';
import type { ReadContext } from './read-context';
import { publicMarks, receiptOn, type Receipt } from './receipts-page';
import { slipHands } from './slip-hands';

export interface SlipPage {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  readonly commentId: CommentId;
  /** The same as the slip's private link shows. Null for whoever may end the link and nothing else, and while others do not see it. */
  readonly receipt: Receipt | null;
  /** The private link that works now, without its code. */
  readonly link: { readonly madeAt: Date; readonly expiresAt: Date } | null;
  readonly may: { readonly make: boolean };
  readonly topics: readonly Topic[];
}

/** The slip for somebody without an account, for whoever entered what they said; for a lead its link. */
export async function slipPage(
  context: ReadContext,
  specificationId: string,
  comment: string
): Promise<SlipPage | Refusal> {
  const { tools, actor } = context;
  const specification = await visibleSpecification(context, specificationId);
  if (isRefusal(specification)) return specification;
  const commentId = parseId<'comment'>(comment);
  const place = isRefusal(commentId) ? undefined : await placeOfAnyComment(tools.db, commentId);
  if (place?.specificationId !== specification.id) return refuse('not-found');
  const hands = await slipHands(tools.db, actor, place);
  if (isRefusal(hands)) return hands;
  const receipt = hands.out ? await enteredReceipt(tools, place.commentId) : undefined;
  const link = await receiptLinkOf(tools.db, { commentId: place.commentId });
  return {
    specification: { id: specification.id, title: specification.title },
    commentId: place.commentId,
    receipt: receipt ?? null,
    link: link && link.expiresAt > (await tools.now(tools.db)) ? link : null,
    may: { make: receipt !== undefined && may(actor, 'enter-for-others', specification) },
    topics: [{ kind: 'specification', id: specification.id }]
  };
}

/** One thing that was entered for somebody without an account, as they see it; undefined while it is not shown. */
export async function enteredReceipt(tools: Tools, commentId: CommentId): Promise<Receipt | undefined> {
  const { db, drafts } = tools;
  const place = await commentPlace(db, commentId);
  const specification = place && (await specificationById(db, place.specificationId));
  if (!specification) return undefined;
  const { ydoc } = await drafts.newest(specification.documentId);
  const threads = await threadsOn({ tools, actor: NOBODY }, specification, passagesIn(ydoc), commentId);
  return receiptOn(specification, enteredParts(threads), await publicMarks(db, [specification.id]));
}
