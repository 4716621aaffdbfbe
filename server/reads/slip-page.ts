import { handsOutSlip } from '#domain/entered';
import { parseId, type CommentId } from '#domain/ids';
import { membershipIn, NOBODY } from '#domain/membership';
import { can } from '#domain/policy';
import { enteredParts } from '#domain/receipt';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { commentPlace, writtenAs } from '../db/comments';
import { receiptLinkOf } from '../db/receipt-links';
import { specificationById } from '../db/specifications';
import { passagesIn } from '../documents/read-passage';
import type { Tools } from '../runtime';
import { threadsOn, visibleSpecification } from './comment-thread';
import type { ReadContext } from './read-context';
import { publicMarks, receiptOn, type Receipt } from './receipts-page';

export interface SlipPage {
  /** The same as the slip's private link shows. */
  readonly receipt: Receipt;
  /** The private link that works now, without its code. */
  readonly link: { readonly madeAt: Date; readonly expiresAt: Date } | null;
  readonly topics: readonly Topic[];
}

/** The slip for somebody without an account, for whoever entered what they said. */
export async function slipPage(
  context: ReadContext,
  specificationId: string,
  comment: string
): Promise<SlipPage | Refusal> {
  const { tools, actor } = context;
  const specification = await visibleSpecification(context, specificationId);
  if (isRefusal(specification)) return specification;
  const allowed = can(actor, 'enter-for-others', specification);
  if (isRefusal(allowed)) return allowed;
  const commentId = parseId<'comment'>(comment);
  const place = isRefusal(commentId) ? undefined : await commentPlace(tools.db, commentId);
  if (place?.specificationId !== specification.id) return refuse('not-found');
  const { memberId } = membershipIn(actor, specification.partnershipId)!;
  const own = handsOutSlip(await writtenAs(tools.db, place.commentId), memberId);
  if (isRefusal(own)) return own;
  const receipt = await enteredReceipt(tools, place.commentId);
  const link = await receiptLinkOf(tools.db, { commentId: place.commentId });
  return receipt
    ? {
        receipt,
        link: link && link.expiresAt > (await tools.now(tools.db)) ? link : null,
        topics: [{ kind: 'specification', id: specification.id }]
      }
    : refuse('not-found');
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
