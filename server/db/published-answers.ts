import { asc, desc, eq, inArray } from 'drizzle-orm';
import type { CommentId, MemberId, SpecificationId } from '#domain/ids';
import type { Database } from './database';
import { partnership } from './schema/people';
import { publishedAnswer } from './schema/receipts';
import { comment, commentReply, specification } from './schema/specifications';

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

/** What is public of a specification, the newest first. */
export function publishedOn(db: Database, id: SpecificationId): Promise<PublishedRow[]> {
  return db
    .select()
    .from(publishedAnswer)
    .where(eq(publishedAnswer.specificationId, id))
    .orderBy(desc(publishedAnswer.publishedAt), asc(publishedAnswer.commentId));
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
    .where(inArray(publishedAnswer.specificationId, [...ids]));
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
export async function specificationsSaidOn(db: Database, memberId: MemberId) {
  const comments = db
    .select({ id: comment.specificationId })
    .from(comment)
    .where(eq(comment.authorId, memberId));
  const replies = db
    .select({ id: comment.specificationId })
    .from(commentReply)
    .innerJoin(comment, eq(comment.id, commentReply.commentId))
    .where(eq(commentReply.authorId, memberId));
  const ids = [...new Set([...(await comments), ...(await replies)].map(({ id }) => id))];
  if (ids.length === 0) return [];
  return db
    .select()
    .from(specification)
    .where(inArray(specification.id, ids))
    .orderBy(asc(specification.title), asc(specification.id));
}
