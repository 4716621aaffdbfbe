import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { ReplyId } from '#domain/comment-thread';
import type { CommentKind } from '#domain/comment-kind';
import type { CommentId, MemberId } from '#domain/ids';
import type { Database } from './database';
import { comment, commentReply, commentResponse, commentWording } from './schema/comments';
import { removePublished } from './published-answers';
import { isHidden } from './standing';
import { isBeingTaken } from './suggestions';

/** A comment, or one reply under it. */
export interface SaidKey {
  readonly commentId: CommentId;
  /** Null: the comment itself. */
  readonly replyId: ReplyId | null;
}

/** What somebody said, as far as its writer may change it. */
export interface SaidWords {
  readonly authorId: MemberId;
  readonly body: string;
  readonly origin: 'here' | 'word-comment' | 'word-change';
  /** It proposes other words for the text: it is taken over or declined as it is. */
  readonly proposes: boolean;
  /** When these words were written. */
  readonly writtenAt: Date;
  readonly withdrawn: boolean;
  /** Of the comment: its words may stand on the public page. */
  readonly mayBeQuoted: boolean;
  /** Others do not see it, or not what it stands under. */
  readonly hidden: boolean;
  /** It was held when it was written. */
  readonly heldFirst: boolean;
  /** The comment has its answer, or is a suggestion that somebody accepts just now. */
  readonly answered: boolean;
  /** It is a suggestion that somebody accepts just now. */
  readonly taking: boolean;
  /** Its writer wrote it without their name. */
  readonly unnamed: boolean;
  /** The last day for the comment's answer; null: none was promised. */
  readonly dueOn: string | null;
}

/** With the comment's row locked: an answer and a change of what it answers come one after the other. */
export async function lockSaid(tx: Database, key: SaidKey): Promise<SaidWords | undefined> {
  const [made] = await tx.select().from(comment).where(eq(comment.id, key.commentId)).for('update');
  if (!made) return undefined;
  const said = key.replyId === null ? made : await replyUnder(tx, key.commentId, key.replyId);
  if (!said) return undefined;
  const taking = await isBeingTaken(tx, made.id);
  const answers = await tx.select().from(commentResponse).where(eq(commentResponse.commentId, made.id));
  const { authorId, body, origin } = said;
  const writtenAt = said.editedAt ?? said.createdAt;
  return {
    ...{ authorId, body, origin, writtenAt },
    proposes: key.replyId === null && made.proposedWording !== null,
    withdrawn: said.withdrawnAt !== null,
    mayBeQuoted: made.mayBeQuoted,
    hidden: isHidden({ standing: said.standing, commentStanding: made.standing }),
    heldFirst: said.saidAt !== null,
    answered: answers.length > 0 || taking,
    taking: taking && key.replyId === null,
    unnamed: said.shownAs !== 'name' && made.enteredGroup === null,
    dueOn: made.dueOn
  };
}

async function replyUnder(tx: Database, commentId: CommentId, replyId: ReplyId) {
  const [row] = await tx
    .select()
    .from(commentReply)
    .where(and(eq(commentReply.id, replyId), eq(commentReply.commentId, commentId)));
  return row;
}

export type NewWording = typeof commentWording.$inferInsert;
export type WordingRow = typeof commentWording.$inferSelect;

/** New words in the place of the old ones, which are kept. `kind` only for a comment. */
export async function changeSaid(
  tx: Database,
  { commentId, replyId }: SaidKey,
  {
    before,
    after: { kind, ...words }
  }: {
    readonly before: NewWording;
    readonly after: { readonly body: string; readonly editedAt: Date; readonly kind: CommentKind | null };
  }
): Promise<void> {
  await tx.insert(commentWording).values(before);
  if (replyId !== null) await tx.update(commentReply).set(words).where(eq(commentReply.id, replyId));
  else
    await tx
      .update(comment)
      .set({ ...words, ...(kind && { kind }) })
      .where(eq(comment.id, commentId));
}

/** Takes the words away for good, and every earlier wording of them. */
export async function withdrawSaid(
  tx: Database,
  { commentId, replyId }: SaidKey,
  withdrawnAt: Date
): Promise<void> {
  const earlier = replyId === null ? isNull(commentWording.replyId) : eq(commentWording.replyId, replyId);
  await tx.delete(commentWording).where(and(eq(commentWording.commentId, commentId), earlier));
  const gone = { body: '', withdrawnAt };
  // Nobody reads it on the public page from the same moment on.
  if (replyId === null) await removePublished(tx, commentId);
  if (replyId !== null) await tx.update(commentReply).set(gone).where(eq(commentReply.id, replyId));
  else
    await tx
      .update(comment)
      .set({ ...gone, ...NO_WORDING, enteredName: null })
      .where(eq(comment.id, commentId));
}

/** Of a suggestion; the words of the text that it was about stay its quote. */
const NO_WORDING = { oldWording: null, proposedWording: null };

/** Earlier wordings of these comments and of the replies under them, oldest first. */
export async function wordingsOf(db: Database, ids: readonly CommentId[]): Promise<WordingRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(commentWording)
    .where(inArray(commentWording.commentId, [...ids]))
    .orderBy(asc(commentWording.writtenAt), asc(commentWording.replacedAt));
}
