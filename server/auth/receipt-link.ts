import { eq } from 'drizzle-orm';
import type { Actor } from '#domain/membership';
import type { Refusal } from '#domain/refusal';
import { membershipsOf } from '../db/members';
import { ownerByReceiptLink } from '../db/receipt-links';
import { partnership } from '../db/schema/people';
import { forLink, receiptsOf, type Receipt } from '../reads/receipts-page';
import type { Tools } from '../runtime';
import { whenAllowed, type Follower } from './join';
import { hashToken } from './tokens';

/** What somebody's private link shows: their own words, and what became of them. */
export interface LinkedReceipt {
  readonly name: string;
  readonly partnership: string;
  readonly expiresAt: Date;
  readonly receipts: readonly Receipt[];
}

/** Reads by the link alone, as its owner would; nobody is signed in by it, and nothing changes. */
export function receiptByLink(
  token: string,
  { address }: Pick<Follower, 'address'>,
  tools: Tools
): Promise<LinkedReceipt | Refusal> {
  return whenAllowed(address, tools, async () => {
    const { db } = tools;
    const owner = await ownerByReceiptLink(db, hashToken(token), await tools.now(db));
    if (!owner) return undefined;
    const { personId, name, memberId, partnershipId, expiresAt } = owner;
    const memberships = await membershipsOf(db, personId);
    const ofThis = memberships.filter((each) => each.memberId === memberId);
    const actor: Actor = { kind: 'person', personId, name, sessionHash: '', memberships: ofThis };
    const [home] = await db
      .select({ name: partnership.name })
      .from(partnership)
      .where(eq(partnership.id, partnershipId));
    const receipts = await receiptsOf({ tools, actor }, memberId);
    return { name, partnership: home?.name ?? '', expiresAt, receipts: receipts.map(forLink) };
  });
}
