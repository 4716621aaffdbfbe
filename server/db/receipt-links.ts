import { and, desc, eq, gt, inArray, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import type { ReplyId } from '#domain/comment-thread';
import type { CommentId, MemberId, PartnershipId, PersonId, SpecificationId } from '#domain/ids';
import type { Database } from './database';
import { comment, commentReply } from './schema/comments';
import { member, person } from './schema/people';
import { receiptLink } from './schema/receipts';

/** What a private link leads to: all that a member said, or one thing that was entered for somebody else. */
type LinkedTo = { readonly memberId: MemberId } | { readonly commentId: CommentId };

export type LinkTimes = Pick<typeof receiptLink.$inferSelect, 'madeAt' | 'expiresAt'>;

/** Puts a new private link in the place of the one before. */
export async function keepReceiptLink(
  tx: Database,
  to: LinkedTo,
  made: LinkTimes & { readonly tokenHash: string }
): Promise<void> {
  const target = 'memberId' in to ? receiptLink.memberId : receiptLink.commentId;
  await tx
    .insert(receiptLink)
    .values({ ...to, ...made })
    .onConflictDoUpdate({ target, set: made });
}

export async function receiptLinkOf(db: Database, to: LinkedTo): Promise<LinkTimes | undefined> {
  const { madeAt, expiresAt } = receiptLink;
  const [row] = await db.select({ madeAt, expiresAt }).from(receiptLink).where(leadsTo(to));
  return row;
}

/** A member's with the member's row locked: of two links that are made at the same moment one comes second. */
export async function lockedReceiptLink(tx: Database, memberId: MemberId): Promise<LinkTimes | undefined> {
  await tx.select({ id: member.id }).from(member).where(eq(member.id, memberId)).for('update');
  return receiptLinkOf(tx, { memberId });
}

/** Whether there was one. */
export async function endReceiptLink(tx: Database, to: LinkedTo): Promise<boolean> {
  const ended = await tx.delete(receiptLink).where(leadsTo(to)).returning();
  return ended.length > 0;
}

/**
 * When a guest's seat is handed over: the link that there is leads to what was said until now and to nothing after, and is the seat's no
 * more, whose next one does not end it. `kept` holds what was said without a name.
 */
export async function partReceiptLink(
  tx: Database,
  { seatId, kept, now }: { readonly seatId: MemberId; readonly kept: MemberId; readonly now: Date }
): Promise<void> {
  await tx
    .update(receiptLink)
    .set({ memberId: kept, seatId, saidUntil: now })
    .where(eq(receiptLink.memberId, seatId));
}

/** Of the links from before the seat was handed over, the one that works longest. */
export async function earlierReceiptLink(
  db: Database,
  seatId: MemberId,
  now: Date
): Promise<LinkTimes | undefined> {
  const { madeAt, expiresAt } = receiptLink;
  const [row] = await db
    .select({ madeAt, expiresAt })
    .from(receiptLink)
    .where(and(eq(receiptLink.seatId, seatId), gt(expiresAt, now)))
    .orderBy(desc(expiresAt))
    .limit(1);
  return row;
}

export async function endEarlierReceiptLinks(tx: Database, seatId: MemberId): Promise<void> {
  await tx.delete(receiptLink).where(eq(receiptLink.seatId, seatId));
}

/** What was said in these seats until then, held words counted as said when they were written. */
export async function saidInSeats(
  db: Database,
  seatIds: readonly MemberId[],
  until: Date
): Promise<ReadonlySet<CommentId | ReplyId>> {
  const by = (table: typeof comment | typeof commentReply) =>
    and(
      inArray(table.authorId, [...seatIds]),
      or(lte(table.saidAt, until), and(isNull(table.saidAt), lte(table.createdAt, until)))
    );
  const comments = await db.select({ id: comment.id }).from(comment).where(by(comment));
  const replies = await db.select({ id: commentReply.id }).from(commentReply).where(by(commentReply));
  return new Set([...comments, ...replies].map(({ id }) => id));
}

function leadsTo(to: LinkedTo): SQL {
  return 'memberId' in to ? eq(receiptLink.memberId, to.memberId) : eq(receiptLink.commentId, to.commentId);
}

/** Whose receipt a link leads to. */
export interface ReceiptOwner {
  readonly memberId: MemberId;
  /** Of a link from before the seat was handed over: when that was, and under whom the words without a name are kept. */
  readonly handedOver: { readonly at: Date; readonly kept: MemberId } | null;
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
  const seat = sql`coalesce(${receiptLink.seatId}, ${receiptLink.memberId})`;
  const [row] = await db
    .select({
      memberId: member.id,
      kept: receiptLink.memberId,
      saidUntil: receiptLink.saidUntil,
      partnershipId: member.partnershipId,
      personId: person.id,
      name: person.name,
      expiresAt: receiptLink.expiresAt
    })
    .from(receiptLink)
    .innerJoin(member, and(eq(member.id, seat), isNull(member.leftAt)))
    .innerJoin(person, and(eq(person.id, member.personId), isNull(person.disabledAt)))
    .where(and(eq(receiptLink.tokenHash, tokenHash), gt(receiptLink.expiresAt, now)));
  if (!row) return undefined;
  const { kept, saidUntil, ...owner } = row;
  return { ...owner, handedOver: saidUntil && kept && { at: saidUntil, kept } };
}

/** The comment that a link leads to; undefined when it is over. */
export async function commentByReceiptLink(
  db: Database,
  tokenHash: string,
  now: Date
): Promise<{ readonly commentId: CommentId; readonly expiresAt: Date } | undefined> {
  const { commentId, expiresAt } = receiptLink;
  const [row] = await db
    .select({ commentId, expiresAt })
    .from(receiptLink)
    .where(and(eq(receiptLink.tokenHash, tokenHash), gt(expiresAt, now)));
  return row && row.commentId !== null ? { ...row, commentId: row.commentId } : undefined;
}

/** A slip's link that works, without its code. */
export interface WorkingSlip extends LinkTimes {
  readonly commentId: CommentId;
  /** Who entered what it leads to. */
  readonly enteredBy: string;
}

/** Of one specification, newest first; of one member's, or of all. What it leads to is perhaps not shown. */
export async function workingSlips(
  db: Database,
  { id, of, now }: { readonly id: SpecificationId; readonly of: MemberId | 'everyone'; readonly now: Date }
): Promise<WorkingSlip[]> {
  const { madeAt, expiresAt } = receiptLink;
  return db
    .select({ commentId: comment.id, enteredBy: person.name, madeAt, expiresAt })
    .from(receiptLink)
    .innerJoin(comment, eq(comment.id, receiptLink.commentId))
    .innerJoin(member, eq(member.id, comment.authorId))
    .innerJoin(person, eq(person.id, member.personId))
    .where(
      and(
        eq(comment.specificationId, id),
        gt(expiresAt, now),
        of === 'everyone' ? undefined : eq(comment.authorId, of)
      )
    )
    .orderBy(desc(madeAt), comment.id);
}
