import { and, asc, count, eq, gt, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import type { CommentId, ConcernId, MemberId, PartnershipId, RemovalId, SpecificationId } from '#domain/ids';
import { CONTACT_ORDER, type ConcernOutcome, type LocalContact, type SecondLook } from '#domain/moderation';
import type { Database } from './database';
import type { SaidKey } from './own-words';
import { removePublished } from './published-answers';
import { concern, localContact, removal } from './schema/moderation';
import { comment, commentReply, commentWording } from './schema/comments';
import { specification } from './schema/specifications';

export type RemovalRow = typeof removal.$inferSelect;
export type ConcernRow = typeof concern.$inferSelect;

/** Of a comment in a query: whether something at it waits to be reviewed, and whether something is in the restricted queue. */
export const stillOpen = {
  held: sql<boolean>`(${comment.standing} = 'held' and ${comment.withdrawnAt} is null
    or exists (select 1 from ${commentReply} where ${commentReply.commentId} = ${comment.id} and ${commentReply.standing} = 'held' and ${commentReply.withdrawnAt} is null)
    or exists (select 1 from ${removal} where ${removal.commentId} = ${comment.id} and ${removal.askedAt} is not null and ${removal.outcome} is null and ${removal.words} is not null))`,
  raised: sql<boolean>`exists (select 1 from ${concern} where ${concern.commentId} = ${comment.id} and ${concern.outcome} is null)`
};

/** Of a comment in a query: something that others said under it is shown. */
export const hasShownReply = sql<boolean>`exists (select 1 from ${commentReply} where ${commentReply.commentId} = ${comment.id} and ${commentReply.authorId} <> ${comment.authorId} and ${commentReply.standing} = 'shown')`;

/** Whoever wrote the comment, or entered it for somebody else, said something under it as well. */
export const hasOwnReply = sql<boolean>`exists (select 1 from ${commentReply} where ${commentReply.commentId} = ${comment.id} and ${commentReply.authorId} = ${comment.authorId} and ${commentReply.origin} = 'here')`;

/** Takes the words away from everywhere but the removal's row. Its comment's row is locked. */
export async function removeSaid(
  tx: Database,
  { commentId, replyId }: SaidKey,
  made: Omit<typeof removal.$inferInsert, 'commentId' | 'replyId' | 'words'>
): Promise<void> {
  const source = replyId === null ? await wordsOfComment(tx, commentId) : await wordsOfReply(tx, replyId);
  const { editedAt, ...rest } = source;
  const words = { ...rest, editedAt: editedAt?.toISOString() ?? null };
  await tx.insert(removal).values({ ...made, commentId, replyId, words });
  const ofThis = replyId === null ? isNull(commentWording.replyId) : eq(commentWording.replyId, replyId);
  await tx.delete(commentWording).where(and(eq(commentWording.commentId, commentId), ofThis));
  if (replyId === null) await removePublished(tx, commentId);
  const gone = { body: '', withdrawnAt: made.removedAt, removedReason: made.reason };
  if (replyId !== null) await tx.update(commentReply).set(gone).where(eq(commentReply.id, replyId));
  else
    await tx
      .update(comment)
      .set({ ...gone, oldWording: null, proposedWording: null, enteredName: null })
      .where(eq(comment.id, commentId));
}

async function wordsOfComment(tx: Database, id: CommentId) {
  const { body, oldWording, proposedWording, editedAt, enteredName } = comment;
  const [row] = await tx
    .select({ body, oldWording, proposedWording, editedAt, enteredName })
    .from(comment)
    .where(eq(comment.id, id));
  return row!;
}

async function wordsOfReply(tx: Database, id: NonNullable<SaidKey['replyId']>) {
  const { body, editedAt } = commentReply;
  const [row] = await tx.select({ body, editedAt }).from(commentReply).where(eq(commentReply.id, id));
  return { ...row!, oldWording: null, proposedWording: null, enteredName: null };
}

/** As it read before it was removed. Earlier wordings do not come back. */
export async function bringBack(
  tx: Database,
  { commentId, replyId }: SaidKey,
  { words }: Pick<RemovalRow, 'words'>
): Promise<void> {
  if (words === null) throw new Error('Words that are deleted cannot come back.');
  const { body, oldWording, proposedWording, enteredName = null } = words;
  const editedAt = words.editedAt === null ? null : new Date(words.editedAt);
  const again = { body, editedAt, withdrawnAt: null, removedReason: null };
  if (replyId !== null) await tx.update(commentReply).set(again).where(eq(commentReply.id, replyId));
  else
    await tx
      .update(comment)
      .set({ ...again, oldWording, proposedWording, enteredName })
      .where(eq(comment.id, commentId));
}

/** The newest removal of these words, locked. */
export async function lockRemoval(tx: Database, key: SaidKey): Promise<RemovalRow | undefined> {
  const rows = await tx
    .select()
    .from(removal)
    .where(eq(removal.commentId, key.commentId))
    .orderBy(asc(removal.removedAt))
    .for('update');
  return rows.filter(({ replyId }) => replyId === key.replyId).at(-1);
}

export async function askSecondLook(tx: Database, id: RemovalId, askedAt: Date): Promise<void> {
  await tx.update(removal).set({ askedAt }).where(eq(removal.id, id));
}

/** Settles it; the words are kept no longer. */
export async function keepSecondLook(
  tx: Database,
  id: RemovalId,
  looked: { readonly outcome: SecondLook; readonly lookedAt: Date; readonly lookedBy: MemberId }
): Promise<void> {
  await tx
    .update(removal)
    .set({ ...looked, words: null })
    .where(eq(removal.id, id));
}

/** Deletes words that were removed at this moment or before. Answers how many. */
export async function forgetRemovedWords(tx: Database, moment: Date): Promise<number> {
  const gone = await tx
    .update(removal)
    .set({ words: null })
    .where(and(lte(removal.removedAt, moment), isNotNull(removal.words)))
    .returning({ id: removal.id });
  return gone.length;
}

/** Removals that this partnership's writers asked a second look at and nobody has given, in their order: when they asked is not told. */
export async function secondLooksAsked(db: Database, partnershipId: PartnershipId) {
  return db
    .select({ removal, comment, title: specification.title })
    .from(removal)
    .innerJoin(comment, eq(comment.id, removal.commentId))
    .innerJoin(specification, eq(specification.id, comment.specificationId))
    .where(
      and(
        eq(specification.partnershipId, partnershipId),
        isNotNull(removal.askedAt),
        isNull(removal.outcome),
        isNotNull(removal.words)
      )
    )
    .orderBy(asc(removal.removedAt), asc(removal.id));
}

export async function insertConcern(tx: Database, made: typeof concern.$inferInsert): Promise<void> {
  await tx.insert(concern).values(made);
}

/** Everything that was ever raised about these words. */
export async function concernsAbout(tx: Database, key: SaidKey): Promise<ConcernRow[]> {
  const rows = await tx.select().from(concern).where(eq(concern.commentId, key.commentId));
  return rows.filter(({ replyId }) => replyId === key.replyId);
}

const A_DAY = 86_400_000;

/** How many a member has raised or told in the last day. */
export async function raisedLately(tx: Database, memberId: MemberId, now: Date): Promise<number> {
  const since = new Date(now.getTime() - A_DAY);
  const [row] = await tx
    .select({ many: count() })
    .from(concern)
    .where(and(eq(concern.raisedBy, memberId), gt(concern.raisedAt, since)));
  return row?.many ?? 0;
}

export async function settleConcern(
  tx: Database,
  id: ConcernId,
  settled: {
    readonly outcome: ConcernOutcome;
    readonly passedTo: string;
    readonly settledBy: MemberId;
    readonly settledAt: Date;
  }
): Promise<void> {
  await tx.update(concern).set(settled).where(eq(concern.id, id));
}

/** A concern with where it belongs, locked. */
export async function lockConcern(tx: Database, id: ConcernId) {
  const [row] = await tx
    .select({ concern, partnershipId: specification.partnershipId, specificationId: specification.id })
    .from(concern)
    .innerJoin(comment, eq(comment.id, concern.commentId))
    .innerJoin(specification, eq(specification.id, comment.specificationId))
    .where(eq(concern.id, id))
    .for('update', { of: concern });
  return row;
}

/** The restricted queue: all that was raised in a partnership, what waits first, then the newest. */
export async function concernsIn(db: Database, partnershipId: PartnershipId) {
  return db
    .select({ concern, comment, reply: commentReply, title: specification.title })
    .from(concern)
    .innerJoin(comment, eq(comment.id, concern.commentId))
    .innerJoin(specification, eq(specification.id, comment.specificationId))
    .leftJoin(commentReply, eq(commentReply.id, concern.replyId))
    .where(eq(specification.partnershipId, partnershipId))
    .orderBy(sql`${concern.outcome} is not null`, sql`${concern.raisedAt} desc`, asc(concern.id));
}

/** What was entered of whom to tell, in the order of the matters. */
export async function localContacts(db: Database, partnershipId: PartnershipId): Promise<LocalContact[]> {
  const rows = await db.select().from(localContact).where(eq(localContact.partnershipId, partnershipId));
  return CONTACT_ORDER.flatMap((kind) => {
    const row = rows.find((each) => each.kind === kind);
    return row ? [{ kind, name: row.name, phone: row.phone, more: row.more }] : [];
  });
}

/** All at once: what is left empty is entered no more. */
export async function keepLocalContacts(
  tx: Database,
  partnershipId: PartnershipId,
  contacts: readonly LocalContact[]
): Promise<void> {
  await tx.delete(localContact).where(eq(localContact.partnershipId, partnershipId));
  if (contacts.length > 0)
    await tx.insert(localContact).values(contacts.map((each) => ({ ...each, partnershipId })));
}

/** What was removed of what this member wrote on a specification, and has not come back; oldest first. */
export async function ownRemovals(db: Database, specificationId: SpecificationId, memberId: MemberId) {
  const rows = await db
    .select({ removal, comment, reply: commentReply })
    .from(removal)
    .innerJoin(comment, eq(comment.id, removal.commentId))
    .leftJoin(commentReply, eq(commentReply.id, removal.replyId))
    .where(eq(comment.specificationId, specificationId))
    .orderBy(asc(removal.removedAt), asc(removal.id));
  return rows.filter(({ removal: { outcome }, comment: made, reply }) => {
    const said = reply ?? made;
    return outcome !== 'back' && said.authorId === memberId && said.origin === 'here';
  });
}

/** The replies that these removals are about. */
export async function removalReplies(
  db: Database,
  asked: readonly { readonly removal: Pick<RemovalRow, 'replyId'> }[]
) {
  const ids = asked.flatMap(({ removal: { replyId } }) => (replyId === null ? [] : [replyId]));
  return ids.length === 0 ? [] : db.select().from(commentReply).where(inArray(commentReply.id, ids));
}
