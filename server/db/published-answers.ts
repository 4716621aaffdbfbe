import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import type { CommentId, MemberId, SpecificationId } from '#domain/ids';
import { withoutTheWords } from '#domain/published-answer';
import type { Database } from './database';
import { partnership } from './schema/people';
import { publishedAnswer } from './schema/receipts';
import { comment, commentReply } from './schema/comments';
import { specification } from './schema/specifications';
import { isShown } from './standing';

export type PublishedRow = typeof publishedAnswer.$inferSelect;

export async function insertPublished(tx: Database, made: PublishedRow): Promise<void> {
  await tx.insert(publishedAnswer).values(made);
}

/** Takes it from the public page, if it stands there, and answers whether it did. */
export async function removePublished(tx: Database, id: CommentId): Promise<boolean> {
  const gone = await tx.delete(publishedAnswer).where(eq(publishedAnswer.commentId, id)).returning();
  return gone.length > 0;
}

export async function isPublished(tx: Database, id: CommentId): Promise<boolean> {
  const rows = await tx
    .select({ id: publishedAnswer.commentId })
    .from(publishedAnswer)
    .where(eq(publishedAnswer.commentId, id));
  return rows.length > 0;
}

/** What is public of a specification, the newest first, without the words of those who do not want to be quoted. */
export async function publishedOn(db: Database, id: SpecificationId): Promise<PublishedRow[]> {
  const rows = await db
    .select({ part: publishedAnswer, mayBeQuoted: comment.mayBeQuoted })
    .from(publishedAnswer)
    .innerJoin(comment, eq(comment.id, publishedAnswer.commentId))
    .where(and(eq(publishedAnswer.specificationId, id), isShown))
    .orderBy(desc(publishedAnswer.publishedAt), asc(publishedAnswer.commentId));
  return rows.map(({ part, mayBeQuoted }) => (mayBeQuoted ? part : withoutTheWords(part)));
}

/** Whether everybody can read something of it. */
export async function isAnythingPublic(db: Database, id: SpecificationId): Promise<boolean> {
  return (await publishedAmong(db, [id])).size > 0;
}

/** Of whose comments on these specifications the words must stand on no public page. */
export async function notQuotedAmong(
  db: Database,
  ids: readonly SpecificationId[]
): Promise<ReadonlySet<CommentId>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: comment.id })
    .from(comment)
    .where(and(inArray(comment.specificationId, [...ids]), eq(comment.mayBeQuoted, false)));
  return new Set(rows.map(({ id }) => id));
}

/** Whether the words of this comment may be quoted, said by its writer. */
export async function setMayBeQuoted(tx: Database, id: CommentId, mayBeQuoted: boolean): Promise<void> {
  await tx.update(comment).set({ mayBeQuoted }).where(eq(comment.id, id));
}

/** Which comments of these specifications are public. */
export async function publishedAmong(
  db: Database,
  ids: readonly SpecificationId[]
): Promise<ReadonlySet<CommentId>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: publishedAnswer.commentId })
    .from(publishedAnswer)
    .innerJoin(comment, eq(comment.id, publishedAnswer.commentId))
    .where(and(inArray(publishedAnswer.specificationId, [...ids]), isShown));
  return new Set(rows.map(({ id }) => id));
}

/** What the public page of a specification is called. */
export async function publicTitle(db: Database, id: SpecificationId) {
  const [row] = await db
    .select({ title: specification.title, partnership: partnership.name })
    .from(specification)
    .innerJoin(partnership, eq(partnership.id, specification.partnershipId))
    .where(eq(specification.id, id));
  return row;
}

/** The specifications on which somebody said something here, by title. */
export async function specificationsSaidOn(db: Database, memberIds: readonly MemberId[]) {
  const comments = db
    .select({ id: comment.specificationId })
    .from(comment)
    .where(inArray(comment.authorId, [...memberIds]));
  const replies = db
    .select({ id: comment.specificationId })
    .from(commentReply)
    .innerJoin(comment, eq(comment.id, commentReply.commentId))
    .where(inArray(commentReply.authorId, [...memberIds]));
  const ids = [...new Set([...(await comments), ...(await replies)].map(({ id }) => id))];
  if (ids.length === 0) return [];
  return db
    .select()
    .from(specification)
    .where(inArray(specification.id, ids))
    .orderBy(asc(specification.title), asc(specification.id));
}
