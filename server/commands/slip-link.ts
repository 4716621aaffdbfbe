import { handsOutSlip } from '#domain/entered';
import { parseId, type CommentId } from '#domain/ids';
import { receiptLinkEnd, type ReceiptLinkDays } from '#domain/receipt';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { newSlipToken } from '../auth/secret-link';
import { writtenAs, type CommentPlace, type WrittenAs } from '../db/comments';
import { lockSaid } from '../db/own-words';
import { endReceiptLink, keepReceiptLink, receiptLinkOf } from '../db/receipt-links';
import { slipHands } from '../reads/slip-hands';
import type { Command } from './command';
import { anyCommentOnPage, commentOnPage, pageField } from './comment-on-page';
import { fieldsOf } from './fields';
import { linkDaysField } from './link-days-field';

interface Entered {
  readonly commentId: CommentId;
  readonly page: unknown;
}

interface Facts extends CommentPlace {
  readonly made: WrittenAs;
  readonly withdrawn: boolean;
}

interface EndFacts extends CommentPlace {
  /** There is a link, over or not. */
  readonly linked: boolean;
}

interface Making {
  readonly commentId: CommentId;
  readonly madeAt: Date;
  readonly expiresAt: Date;
}

interface Made {
  /** Answered this once. */
  readonly code: string;
  readonly expiresAt: Date;
}

/**
 * Makes the private link of a slip for somebody without an account: to what was entered for them and what becomes of it. The one before
 * stops working. Fields: `commentId`, `specificationId` of the page, `days` ("7", "30" or "90").
 */
export const makeSlipLink: Command<
  Entered & { readonly days: ReceiptLinkDays },
  undefined,
  Facts,
  Making,
  Made
> = {
  name: 'make-slip-link',
  needs: 'enter-for-others',

  parse(raw) {
    const entered = enteredField(raw);
    if (isRefusal(entered)) return entered;
    const days = linkDaysField(raw);
    return isRefusal(days) ? days : { ...entered, days };
  },

  /** With the comment's row locked: of two links that are made at the same moment one comes second. */
  async load(tx, entered) {
    const place = await commentOnPage(tx, entered);
    if (isRefusal(place)) return place;
    const said = await lockSaid(tx, { commentId: entered.commentId, replyId: null });
    if (!said) return refuse('not-found');
    return { ...place, made: await writtenAs(tx, entered.commentId), withdrawn: said.withdrawn };
  },

  decide({ made, withdrawn }, { commentId, days }, _prepared, { membership: { memberId }, now }) {
    const may = handsOutSlip(made, memberId);
    if (isRefusal(may)) return may;
    if (withdrawn) return refuse('already-withdrawn');
    return { commentId, madeAt: now, expiresAt: receiptLinkEnd(days, now) };
  },

  async store(tx, { commentId, ...times }, { tools }) {
    const { token, tokenHash } = newSlipToken(tools);
    await keepReceiptLink(tx, { commentId }, { tokenHash, ...times });
    return { code: token, expiresAt: times.expiresAt };
  },

  announces: () => []
};

/**
 * Ends the private link of a slip, also while what was entered is not shown, and by its helper also without the right to enter any more.
 * Fields: `commentId`, `specificationId` of the page.
 */
export const endSlipLink: Command<
  Entered,
  undefined,
  EndFacts,
  { readonly commentId: CommentId },
  { readonly ended: true }
> = {
  name: 'end-slip-link',
  needs: 'own-receipts',

  parse: enteredField,

  async load(tx, entered, actor) {
    const place = await anyCommentOnPage(tx, entered);
    if (isRefusal(place)) return place;
    const hands = await slipHands(tx, actor, place);
    if (isRefusal(hands)) return hands;
    const { commentId } = entered;
    return { ...place, linked: (await receiptLinkOf(tx, { commentId })) !== undefined };
  },

  decide({ linked }, { commentId }) {
    return linked ? { commentId } : refuse('not-found', { message: 'There is no link to end.' });
  },

  async store(tx, to) {
    await endReceiptLink(tx, to);
    return { ended: true };
  },

  announces: () => []
};

function enteredField(raw: unknown): Entered | Refusal {
  const commentId = parseId<'comment'>(fieldsOf(raw).commentId);
  return isRefusal(commentId) ? commentId : { commentId, page: pageField(raw) };
}
