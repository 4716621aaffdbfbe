import { and, eq, isNotNull, lte, ne, sql } from 'drizzle-orm';
import type { CommentId, DocumentId, MemberId, PartnershipId, PersonId, SpecificationId } from '#domain/ids';
import type { StakeholderGroup } from '#domain/membership';
import type { ShownAs } from '#domain/shown-as';
import type { Acceptance } from '#domain/suggestion';
import type { Anchor } from '../documents/anchor';
import type { Database } from './database';
import { member } from './schema/people';
import { comment, commentResponse } from './schema/comments';
import { documentUpdate, specification } from './schema/specifications';
import { suggestion } from './schema/suggestions';

export type SuggestionRow = typeof suggestion.$inferSelect;

export async function insertSuggestions(tx: Database, ids: readonly CommentId[]): Promise<void> {
  if (ids.length > 0) await tx.insert(suggestion).values(ids.map((commentId) => ({ commentId })));
}

/** A suggestion with its words, where it belongs, and whose it is. */
export interface HeldSuggestion {
  readonly commentId: CommentId;
  readonly specificationId: SpecificationId;
  readonly documentId: DocumentId;
  readonly partnershipId: PartnershipId;
  /** The specification's title. */
  readonly title: string;
  readonly personId: PersonId;
  readonly shownAs: ShownAs['shownAs'];
  /** Whoever it is by entered it for somebody else. */
  readonly entered: boolean;
  readonly anchor: { readonly start: unknown; readonly end: unknown };
  readonly quote: string;
  readonly before: string;
  readonly after: string;
  readonly answered: boolean;
  readonly withdrawn: boolean;
  /** Others see it. */
  readonly shown: boolean;
  readonly row: SuggestionRow;
}

/** The suggestion that a comment is, undefined when it is none. */
export async function suggestionOf(db: Database, id: CommentId): Promise<HeldSuggestion | undefined> {
  const [found] = await db
    .select({ row: suggestion, comment, specification, personId: member.personId, answer: commentResponse })
    .from(suggestion)
    .innerJoin(comment, eq(comment.id, suggestion.commentId))
    .innerJoin(specification, eq(specification.id, comment.specificationId))
    .innerJoin(member, eq(member.id, comment.authorId))
    .leftJoin(commentResponse, eq(commentResponse.commentId, comment.id))
    .where(eq(suggestion.commentId, id));
  // What suggests other words is about words.
  const anchor = found?.comment.anchor;
  if (!found || !anchor) return undefined;
  const { row, personId, answer } = found;
  const { quote, oldWording, proposedWording, shownAs } = found.comment;
  const { id: specificationId, documentId, partnershipId, title } = found.specification;
  return {
    commentId: id,
    ...{ specificationId, documentId, partnershipId, title, personId, shownAs, anchor, quote, row },
    before: oldWording ?? '',
    after: proposedWording ?? '',
    entered: found.comment.enteredGroup !== null,
    answered: answer !== null,
    withdrawn: found.comment.withdrawnAt !== null,
    shown: found.comment.standing === 'shown'
  };
}

/** The same, with the comment's row locked: of two who decide at the same time one comes second. */
export async function lockedSuggestion(tx: Database, id: CommentId): Promise<HeldSuggestion | undefined> {
  await tx.select({ id: comment.id }).from(comment).where(eq(comment.id, id)).for('update');
  return suggestionOf(tx, id);
}

/** Somebody accepts it just now: it has as good as its answer. */
export async function isBeingTaken(db: Database, id: CommentId): Promise<boolean> {
  const rows = await db
    .select({ id: suggestion.commentId })
    .from(suggestion)
    .where(and(eq(suggestion.commentId, id), isNotNull(suggestion.takingSince)));
  return rows.length > 0;
}

/** Somebody begins to accept it. */
export interface Taking {
  readonly takenWords: string;
  readonly takenBy: MemberId;
  readonly takingSince: Date;
  readonly takingAnswer: string;
}

export async function beginTaking(tx: Database, id: CommentId, taking: Taking): Promise<void> {
  await tx.update(suggestion).set(taking).where(eq(suggestion.commentId, id));
}

/** Nobody accepts it any more. */
export async function leaveTaking(tx: Database, id: CommentId): Promise<void> {
  const nothing = { takenWords: null, takenBy: null, takingSince: null, takingAnswer: null };
  await tx.update(suggestion).set(nothing).where(eq(suggestion.commentId, id));
}

export interface Taken {
  readonly outcome: Acceptance;
  readonly at: Date;
  readonly sequence: number;
  /** Where the words stand now; null leaves the comment where it was. */
  readonly anchor: Anchor | null;
}

export async function keepTaken(tx: Database, id: CommentId, taken: Taken): Promise<void> {
  const { outcome, at, sequence, anchor } = taken;
  await tx
    .update(suggestion)
    .set({ outcome, takenAt: at, sequence, takingSince: null, takingAnswer: null })
    .where(eq(suggestion.commentId, id));
  if (anchor) await tx.update(comment).set({ anchor }).where(eq(comment.id, id));
}

/** Suggestions that somebody began to accept at this moment or before. */
export async function takingSince(db: Database, moment: Date): Promise<CommentId[]> {
  const rows = await db
    .select({ id: suggestion.commentId })
    .from(suggestion)
    .where(and(isNotNull(suggestion.takingSince), lte(suggestion.takingSince, moment)));
  return rows.map(({ id }) => id);
}

const MARK = 'suggestion:';

/** How the rows of the log that took a suggestion over are marked, in place of the session of whoever writes. */
export function takingMark(id: CommentId): string {
  return `${MARK}${id}`;
}

/** The suggestion that a row of the log took over; null for any other row. */
export function takenByRow({ sessionHash }: { readonly sessionHash: string | null }): CommentId | null {
  return sessionHash?.startsWith(MARK) ? (sessionHash.slice(MARK.length) as CommentId) : null;
}

/** Whose a suggestion without a name is, and how others see them. */
export interface UnnamedWriter extends ShownAs {
  readonly suggestion: CommentId;
  readonly personId: PersonId;
  /** Of what was entered for somebody without an account: their group, and their name where they wanted one. */
  readonly enteredGroup: StakeholderGroup | null;
  readonly enteredName: string | null;
  /** Who wrote it, where it was parted from them. */
  readonly partedFrom: PersonId | null;
}

/** Of all suggestions on a specification that were made without a name. Not for showing: `authoredText` asks. */
export async function unnamedWriters(
  db: Database,
  specificationId: SpecificationId
): Promise<ReadonlyMap<CommentId, UnnamedWriter>> {
  const { id, shownAs, roleWords, partedFrom, enteredGroup, enteredName } = comment;
  const entered = { enteredGroup, enteredName };
  const rows = await db
    .select({ suggestion: id, personId: member.personId, partedFrom, shownAs, roleWords, ...entered })
    .from(suggestion)
    .innerJoin(comment, eq(comment.id, suggestion.commentId))
    .innerJoin(member, eq(member.id, comment.authorId))
    .where(and(eq(comment.specificationId, specificationId), ne(comment.shownAs, 'name')));
  return new Map(rows.map((writer) => [writer.suggestion, writer]));
}

/** The last row of the log with which the suggestion was taken over; null when there is none. Settle the log first. */
export async function takingRow(db: Database, documentId: DocumentId, id: CommentId): Promise<number | null> {
  const [row] = await db
    .select({ last: sql<number | null>`max(${documentUpdate.sequence})::float8` })
    .from(documentUpdate)
    .where(and(eq(documentUpdate.documentId, documentId), eq(documentUpdate.sessionHash, takingMark(id))));
  return row?.last ?? null;
}
