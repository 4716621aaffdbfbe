import { and, eq, gt, isNull } from 'drizzle-orm';
import type { MemberId, PartnershipId, PersonId } from '#domain/ids';
import type { Database } from './database';
import { member, person } from './schema/people';
import { receiptLink } from './schema/receipts';

export type ReceiptLinkRow = typeof receiptLink.$inferSelect;

/** Puts a new private link in the place of the one before. */
export async function keepReceiptLink(tx: Database, link: ReceiptLinkRow): Promise<void> {
  const { tokenHash, madeAt, expiresAt } = link;
  await tx
    .insert(receiptLink)
    .values(link)
    .onConflictDoUpdate({ target: receiptLink.memberId, set: { tokenHash, madeAt, expiresAt } });
}

export async function receiptLinkOf(
  db: Database,
  memberId: MemberId
): Promise<Pick<ReceiptLinkRow, 'madeAt' | 'expiresAt'> | undefined> {
  const { madeAt, expiresAt } = receiptLink;
  const [row] = await db
    .select({ madeAt, expiresAt })
    .from(receiptLink)
    .where(eq(receiptLink.memberId, memberId));
  return row;
}

/** The same with the member's row locked: of two links that are made at the same moment one comes second. */
export async function lockedReceiptLink(
  tx: Database,
  memberId: MemberId
): Promise<Pick<ReceiptLinkRow, 'madeAt' | 'expiresAt'> | undefined> {
  await tx.select({ id: member.id }).from(member).where(eq(member.id, memberId)).for('update');
  return receiptLinkOf(tx, memberId);
}

/** Whether there was one. */
export async function endReceiptLink(tx: Database, memberId: MemberId): Promise<boolean> {
  const ended = await tx.delete(receiptLink).where(eq(receiptLink.memberId, memberId)).returning();
  return ended.length > 0;
}

/** Whose receipt a link leads to. */
export interface ReceiptOwner {
  readonly memberId: MemberId;
  readonly partnershipId: PartnershipId;
  readonly personId: PersonId;
  readonly name: string;
  readonly expiresAt: Date;
}

/** Undefined when it is over, or its owner has left or was disabled. */
export async function ownerByReceiptLink(
  db: Database,
  tokenHash: string,
  now: Date
): Promise<ReceiptOwner | undefined> {
  const [row] = await db
    .select({
      memberId: member.id,
      partnershipId: member.partnershipId,
      personId: person.id,
      name: person.name,
      expiresAt: receiptLink.expiresAt
    })
    .from(receiptLink)
    .innerJoin(member, and(eq(member.id, receiptLink.memberId), isNull(member.leftAt)))
    .innerJoin(person, and(eq(person.id, member.personId), isNull(person.disabledAt)))
    .where(and(eq(receiptLink.tokenHash, tokenHash), gt(receiptLink.expiresAt, now)));
  return row;
}
