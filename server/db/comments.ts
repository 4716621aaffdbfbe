import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { CommentId, MemberId, PartnershipId, SpecificationId } from '#domain/ids';
import type { StakeholderGroup } from '#domain/membership';
import type { Database } from './database';
import { decision } from './schema/decisions';
import { member } from './schema/people';
import { comment, commentReply, commentResponse } from './schema/comments';
import { specification } from './schema/specifications';
import { suggestion } from './schema/suggestions';
import { isShown, replyIsShown } from './standing';
import { insertSuggestions, type SuggestionRow } from './suggestions';

export type CommentRow = typeof comment.$inferSelect;
export type NewComment = typeof comment.$inferInsert;
export type ReplyRow = typeof commentReply.$inferSelect;
export type AnswerRow = typeof commentResponse.$inferSelect;

/** The group of whoever said it, where the author is joined as `member`: of somebody without an account, the group that was entered. */
export const GROUP_OF_COMMENT = sql<StakeholderGroup>`coalesce(${comment.enteredGroup}, ${member.stakeholderGroup})`;

export async function insertComment(tx: Database, made: NewComment): Promise<void> {
  await tx.insert(comment).values(made);
}

/** Comments that came with a text, and the replies under them. */
export async function insertBrought(
  tx: Database,
  { comments, replies }: { readonly comments: readonly NewComment[]; readonly replies: readonly NewReply[] }
): Promise<void> {
  if (comments.length > 0) await tx.insert(comment).values([...comments]);
  const changes = comments.filter(({ proposedWording }) => typeof proposedWording === 'string');
  await insertSuggestions(
    tx,
    changes.map(({ id }) => id)
  );
  if (replies.length > 0) await tx.insert(commentReply).values([...replies]);
}

export type NewReply = typeof commentReply.$inferInsert;

export async function insertReply(tx: Database, made: NewReply): Promise<void> {
  await tx.insert(commentReply).values(made);
}

export type NewAnswer = Required<typeof commentResponse.$inferInsert>;

export async function insertAnswer(tx: Database, made: NewAnswer): Promise<void> {
  await tx.insert(commentResponse).values(made);
}

export async function setDuty(
  tx: Database,
  id: CommentId,
  duty: { readonly ownerId?: MemberId | null; readonly dueOn?: string | null }
): Promise<void> {
  await tx.update(comment).set(duty).where(eq(comment.id, id));
}

/** Where a comment belongs. */
export interface CommentPlace {
  readonly commentId: CommentId;
  readonly specificationId: SpecificationId;
  readonly partnershipId: PartnershipId;
  /** The specification's title. */
  readonly title: string;
}

/** Undefined also for one that is not shown. */
export async function commentPlace(db: Database, id: CommentId): Promise<CommentPlace | undefined> {
  return placeWhere(db, and(eq(comment.id, id), isShown));
}

/** The same of one that is perhaps not shown: for its writer, and for those who review it. */
export async function placeOfAnyComment(db: Database, id: CommentId): Promise<CommentPlace | undefined> {
  return placeWhere(db, eq(comment.id, id));
}

async function placeWhere(db: Database, wanted: SQL | undefined): Promise<CommentPlace | undefined> {
  const [row] = await db
    .select({
      commentId: comment.id,
      specificationId: specification.id,
      partnershipId: specification.partnershipId,
      title: specification.title
    })
    .from(comment)
    .innerJoin(specification, eq(specification.id, comment.specificationId))
    .where(wanted);
  return row;
}

export type WrittenAs = Pick<CommentRow, 'authorId' | 'shownAs' | 'roleWords' | 'enteredGroup'>;

/** Who wrote or entered a comment, and how others see them. Not for showing: reads ask `threadsOn`. */
export async function writtenAs(tx: Database, id: CommentId): Promise<WrittenAs> {
  const { authorId, shownAs, roleWords, enteredGroup } = comment;
  const [row] = await tx
    .select({ authorId, shownAs, roleWords, enteredGroup })
    .from(comment)
    .where(eq(comment.id, id));
  if (!row) throw new Error('A comment that has a place but no row.');
  return row;
}

/** Whether a comment is about a decision that is final; until the transaction ends no signature comes to one that is not. */
export async function isDiscussionOver(db: Database, id: CommentId): Promise<boolean> {
  const [row] = await db
    .select({ settledAt: decision.settledAt })
    .from(comment)
    .innerJoin(decision, eq(decision.id, comment.decisionId))
    .where(eq(comment.id, id))
    .for('share', { of: decision });
  return row !== undefined && row.settledAt !== null;
}

/** What somebody says something about that is not the text, as a comment's row names it. */
export type SubjectColumns = Partial<Pick<CommentRow, 'aboutClause' | 'decisionId' | 'ballotId'>>;

/** The comments about it, of one specification. */
export async function commentIdsAbout(
  db: Database,
  specificationId: SpecificationId,
  { aboutClause, decisionId, ballotId }: SubjectColumns
): Promise<CommentId[]> {
  const rows = await db
    .select({ id: comment.id })
    .from(comment)
    .where(
      and(
        eq(comment.specificationId, specificationId),
        aboutClause ? eq(comment.aboutClause, aboutClause) : undefined,
        decisionId ? eq(comment.decisionId, decisionId) : undefined,
        ballotId ? eq(comment.ballotId, ballotId) : undefined
      )
    );
  return rows.map(({ id }) => id);
}

/** The comments with these ids that there are, and that are shown. */
export async function commentsById(db: Database, ids: readonly CommentId[]): Promise<CommentRow[]> {
  return ids.length === 0
    ? []
    : db
        .select()
        .from(comment)
        .where(and(inArray(comment.id, [...ids]), isShown));
}

/** A comment's row with what was said under it, replies oldest first. */
export interface CommentRows {
  readonly comment: CommentRow;
  readonly replies: readonly ReplyRow[];
  readonly answer: AnswerRow | null;
  /** Null for a comment that suggests no wording. */
  readonly suggestion: SuggestionRow | null;
}

/** All comments on a specification that are shown, or the one with this id; oldest first. */
export async function commentRows(
  db: Database,
  specificationId: SpecificationId,
  only?: CommentId
): Promise<CommentRows[]> {
  const ofSpecification = and(eq(comment.specificationId, specificationId), isShown);
  const rows = await db
    .select({ comment, answer: commentResponse, suggestion })
    .from(comment)
    .leftJoin(suggestion, eq(suggestion.commentId, comment.id))
    .leftJoin(commentResponse, eq(commentResponse.commentId, comment.id))
    .where(only ? and(ofSpecification, eq(comment.id, only)) : ofSpecification)
    .orderBy(asc(comment.createdAt), asc(comment.id));
  const replies = await repliesTo(
    db,
    rows.map((row) => row.comment.id)
  );
  return rows.map((row) => ({
    ...row,
    replies: replies.filter((each) => each.commentId === row.comment.id)
  }));
}

async function repliesTo(db: Database, ids: readonly CommentId[]): Promise<ReplyRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(commentReply)
    .where(and(inArray(commentReply.commentId, [...ids]), replyIsShown))
    .orderBy(asc(commentReply.createdAt), asc(commentReply.id));
}

/** What a comment is about, and the draft that it is tied to. */
export async function anchorOf(db: Database, id: CommentId) {
  const [row] = await db
    .select({ anchor: comment.anchor, quote: comment.quote, documentId: specification.documentId })
    .from(comment)
    .innerJoin(specification, eq(specification.id, comment.specificationId))
    .where(eq(comment.id, id));
  if (!row) throw new Error('A comment that has a place but no row.');
  return row;
}
