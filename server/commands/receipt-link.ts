import type { MailId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import { receiptLinkEnd, type ReceiptLinkDays } from '#domain/receipt';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { newSecretToken } from '../auth/secret-link';
import type { Transaction } from '../db/database';
import { insertMail } from '../db/mails';
import {
  earlierReceiptLink,
  endEarlierReceiptLinks,
  endReceiptLink,
  keepReceiptLink,
  lockedReceiptLink,
  receiptLinkOf
} from '../db/receipt-links';
import { composeReceipt } from '../mail/compose-receipt';
import { unsubscribeUrl } from '../mail/make-mails';
import { currentMembership } from '../reads/read-context';
import { noMailBecause, receiptUrl } from '../reads/receipt-mail';
import type { Tools } from '../runtime';
import type { Acting, Command } from './command';
import { fieldsOf } from './fields';
import { linkDaysField } from './link-days-field';

interface Input {
  readonly days: ReceiptLinkDays;
  readonly byMail: boolean;
}

interface Facts extends Subject {
  /** When the link that there is was made. */
  readonly madeAt: Date | null;
  /** Why it cannot go by e-mail; null: it can. */
  readonly noMail: string | null;
}

interface Making extends Input {
  readonly madeAt: Date;
  readonly expiresAt: Date;
}

interface Made {
  /** Answered this once; null when it went by e-mail, and then nobody but its reader gets it. */
  readonly token: string | null;
  readonly expiresAt: Date;
}

/** From one e-mail with a link to the next. */
const BETWEEN = 60_000;
const JUST_SENT = 'A link was made less than a minute ago. Wait a minute, then send another.';

/**
 * Makes a private link to what one said and what became of it; the one before stops working. Fields: `days` ("7", "30" or "90"),
 * `send` ("here" or "e-mail").
 */
export const makeReceiptLink: Command<Input, undefined, Facts, Making, Made> = {
  name: 'make-receipt-link',
  needs: 'own-receipts',

  parse(raw) {
    const { send } = fieldsOf(raw);
    const days = linkDaysField(raw);
    if (isRefusal(days)) return days;
    if (send !== 'here' && send !== 'e-mail') {
      const message = 'Choose whether the link is shown here or sent to you.';
      return refuse(send ? 'invalid-input' : 'missing-field', { field: 'send', message });
    }
    return { days, byMail: send === 'e-mail' };
  },

  async load(tx, { byMail }, actor, tools) {
    const membership = currentMembership(actor);
    if (isRefusal(membership) || actor.kind === 'nobody') return membership as Refusal;
    const { partnershipId, memberId } = membership;
    const link = await lockedReceiptLink(tx, memberId);
    const noMail = byMail ? await noMailBecause(tx, actor.personId, tools) : null;
    return { partnershipId, madeAt: link?.madeAt ?? null, noMail };
  },

  decide({ madeAt, noMail }, input, _prepared, { now }) {
    if (noMail !== null) return refuse('not-allowed', { field: 'send', message: noMail });
    const isSoon = madeAt !== null && now.getTime() - madeAt.getTime() < BETWEEN;
    if (input.byMail && isSoon) return refuse('too-many-tries', { field: 'send', message: JUST_SENT });
    return { ...input, madeAt: now, expiresAt: receiptLinkEnd(input.days, now) };
  },

  async store(tx, { byMail, madeAt, expiresAt }, { acting, tools }) {
    const { token, tokenHash } = newSecretToken(tools);
    const { memberId } = acting.membership;
    await keepReceiptLink(tx, { memberId }, { tokenHash, madeAt, expiresAt });
    if (byMail) await send(tx, { token, expiresAt }, { acting, tools });
    return { token: byMail ? null : token, expiresAt };
  },

  announces: () => []
};

/** Lays it out to be sent, as every e-mail. */
async function send(
  tx: Transaction,
  { token, expiresAt }: { readonly token: string; readonly expiresAt: Date },
  { acting: { actor, now }, tools }: { readonly acting: Acting; readonly tools: Tools }
): Promise<void> {
  const stop = newSecretToken(tools);
  const origin = tools.config.origins[0]!;
  await insertMail(tx, {
    id: tools.newId<'mail'>() satisfies MailId,
    personId: actor.personId,
    kind: 'receipt',
    ...composeReceipt({
      link: receiptUrl(origin, token),
      expiresAt,
      unsubscribeUrl: unsubscribeUrl(origin, stop.token)
    }),
    unsubscribeHash: stop.tokenHash,
    unsubscribeToken: stop.token,
    madeAt: now,
    nextTry: now
  });
}

interface Ending {
  /** What ends are those from before the seat was handed over. */
  readonly earlier: boolean;
}

/** Ends one's own private link, or with field `earlier` = "yes" those from before one's seat was handed over. */
export const endOwnReceiptLink: Command<
  Ending,
  undefined,
  Subject & { readonly exists: boolean },
  Ending,
  { readonly ended: true }
> = {
  name: 'end-receipt-link',
  needs: 'own-receipts',

  parse: (raw) => ({ earlier: fieldsOf(raw).earlier === 'yes' }),

  async load(tx, { earlier }, actor, tools) {
    const membership = currentMembership(actor);
    if (isRefusal(membership)) return membership;
    const { partnershipId, memberId } = membership;
    const link = earlier
      ? await earlierReceiptLink(tx, memberId, await tools.now(tx))
      : await receiptLinkOf(tx, { memberId });
    return { partnershipId, exists: link !== undefined };
  },

  decide: ({ exists }, input) =>
    exists ? input : refuse('not-found', { message: 'There is no link to end.' }),

  async store(tx, { earlier }, { acting: { membership } }) {
    const { memberId } = membership;
    await (earlier ? endEarlierReceiptLinks(tx, memberId) : endReceiptLink(tx, { memberId }));
    return { ended: true };
  },

  announces: () => []
};
