import type { PartnershipId } from '#domain/ids';
import type { Actor } from '#domain/membership';
import { refuse, type Refusal } from '#domain/refusal';
import { slipCodeTyped } from '#domain/slip-code';
import { placeOfAnyComment } from '../db/comments';
import type { Database } from '../db/database';
import { membershipsOf } from '../db/members';
import { partnershipById } from '../db/partnerships';
import { commentByReceiptLink, ownerByReceiptLink, saidInSeats } from '../db/receipt-links';
import { forLink, receiptsOf, type Receipt } from '../reads/receipts-page';
import { enteredReceipt } from '../reads/slip-page';
import type { Tools } from '../runtime';
import { whenAllowed, type Follower } from './join';
import { isSecretToken } from './secret-link';
import { hashToken } from './tokens';

/** What somebody's private link shows: their own words, and what became of them. */
export interface LinkedReceipt {
  /** It is of one thing that was entered for somebody without an account. */
  readonly entered: boolean;
  /** Empty while nothing is shown. */
  readonly name: string;
  readonly partnership: string;
  readonly expiresAt: Date;
  /** Since when its owner's seat is somebody else's to use: what was said after that is not shown. */
  readonly handedOverAt: Date | null;
  readonly receipts: readonly Receipt[];
}

/**
 * Reads by the link alone, as its owner would; nobody is signed in by it, and nothing changes. What was mistyped so that it can be neither
 * a link's token nor a slip's code is no guess, and is not counted: a hall full of people has one address.
 */
export async function receiptByLink(
  token: string,
  { address }: Pick<Follower, 'address'>,
  tools: Tools
): Promise<LinkedReceipt | Refusal> {
  const code = slipCodeTyped(token);
  if (code === undefined && !isSecretToken(token)) return refuse('link-not-valid');
  return whenAllowed(address, tools, () =>
    code === undefined ? ofMember(hashToken(token), tools) : ofEntered(hashToken(code), tools)
  );
}

async function ofMember(tokenHash: string, tools: Tools): Promise<LinkedReceipt | undefined> {
  const { db } = tools;
  const owner = await ownerByReceiptLink(db, tokenHash, await tools.now(db));
  if (!owner) return undefined;
  const { personId, name, memberId, partnershipId, expiresAt, handedOver } = owner;
  const seats = (await membershipsOf(db, personId)).filter((each) => each.memberId === memberId);
  const kept = handedOver ? seats.map((seat) => ({ ...seat, memberId: handedOver.kept })) : [];
  const memberships = [...seats, ...kept];
  const actor: Actor = { kind: 'person', personId, name, sessionHash: '', memberships };
  const ids = memberships.map((each) => each.memberId);
  const until = handedOver && { at: handedOver.at, ids: await saidInSeats(db, ids, handedOver.at) };
  const receipts = await receiptsOf({ tools, actor }, ids, until ?? undefined);
  return {
    ...{ entered: false, name, partnership: await partnershipName(db, partnershipId), expiresAt },
    handedOverAt: handedOver?.at ?? null,
    receipts: receipts.map(forLink)
  };
}

/** It is no member's: it works whether or not whoever entered it is still here. */
async function ofEntered(tokenHash: string, tools: Tools): Promise<LinkedReceipt | undefined> {
  const { db } = tools;
  const link = await commentByReceiptLink(db, tokenHash, await tools.now(db));
  const place = link && (await placeOfAnyComment(db, link.commentId));
  if (!place) return undefined;
  const receipt = await enteredReceipt(tools, place.commentId);
  return {
    entered: true,
    name: receipt?.comments[0]?.by.name ?? '',
    partnership: await partnershipName(db, place.partnershipId),
    expiresAt: link.expiresAt,
    handedOverAt: null,
    receipts: receipt ? [receipt] : []
  };
}

async function partnershipName(db: Database, id: PartnershipId): Promise<string> {
  return (await partnershipById(db, id))?.name ?? '';
}
