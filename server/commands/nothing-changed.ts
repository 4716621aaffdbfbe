import type { Doc } from 'yjs';
import { refuse, type Refusal } from '#domain/refusal';
import { beginningOf, countsFrom } from '#domain/shown-as';
import type { CommentRow, NewAnswer } from '../db/comments';
import { summaryOf } from '../db/plain-summaries';
import type { SpecificationRow } from '../db/specifications';
import { passagesIn, type ReadPassage } from '../documents/read-passage';
import { isNewSince, textNow, textWords, type TextNow, type TextWords } from '../documents/words-since';
import type { Tools } from '../runtime';

/** An answer that says that something changed, and where. */
interface SaidToChange {
  readonly comment: CommentRow;
  readonly place: Pick<NewAnswer, 'anchor' | 'quote'>;
  /** No other place was chosen than that of the comment. */
  readonly own: boolean;
}

interface Text {
  readonly specification: SpecificationRow;
  /** Its newest state. */
  readonly ydoc: Doc;
}

/** Those comments of which the words that the answer points to read as they did when it was made. */
export async function withoutChange(
  answers: readonly SaidToChange[],
  text: Text,
  tools: Tools
): Promise<CommentRow[]> {
  const [now, readPassage] = [textNow(text.ydoc), passagesIn(text.ydoc)];
  const seen = answers.map((answer) => ({ answer, changed: changedForSure(answer, { now, readPassage }) }));
  const open = seen.flatMap(({ answer, changed }) => (changed === null ? [answer] : []));
  const then = await wordsThen(open, text, tools);
  const without: CommentRow[] = [];
  for (const { answer, changed } of seen) {
    const { comment, place } = answer;
    const { range } = readPassage(place.anchor, place.quote ?? '');
    const isNew = changed ?? (range !== null && isNewSince(then.get(momentOf(comment))!, now, range));
    if (!isNew && !(await summaryChanged(answer, text, tools))) without.push(comment);
  }
  return without;
}

/** What follows from the commented words alone; null: the text as it was then has to be looked at. */
function changedForSure(
  { comment, own }: SaidToChange,
  { now, readPassage }: { readonly now: TextNow; readonly readPassage: ReadPassage }
): boolean | null {
  if (comment.anchor === null || comment.aboutClause !== null) return null;
  const { range, wordsNow } = readPassage(comment.anchor, comment.quote);
  if (range === null) return true;
  if (!own) return null;
  if (wordsNow !== null) return true;
  // Words said elsewhere and entered later may have changed in between; a heading stands for its clause.
  const isHeading = now.clauseAt(range) !== null;
  return comment.enteredOn !== null || isHeading ? null : false;
}

/** By the moment from which changes count. */
async function wordsThen(
  answers: readonly SaidToChange[],
  { specification: { documentId } }: Text,
  { drafts }: Tools
): Promise<ReadonlyMap<number, TextWords>> {
  const moments = [...new Set(answers.map(({ comment }) => momentOf(comment)))].sort((a, b) => a - b);
  const dates = moments.map((moment) => new Date(moment));
  const words = await drafts.readAt(documentId, dates, textWords);
  return new Map(moments.map((moment, index) => [moment, words[index]!]));
}

/** When it was made: entered for somebody, the day on which they said it; held at first, when it was written. */
function momentOf(comment: CommentRow): number {
  const { enteredOn, saidAt, createdAt, shownAs } = comment;
  if (enteredOn !== null) return beginningOf(enteredOn).getTime();
  return countsFrom(shownAs === 'name' ? (saidAt ?? createdAt) : createdAt, comment).getTime();
}

/** A comment on a plain summary, answered at its clause, may have changed either. */
async function summaryChanged(
  { comment, own, place }: SaidToChange,
  { specification }: Text,
  { db, drafts }: Tools
): Promise<boolean> {
  const { aboutClause: clauseId, quote } = comment;
  if (clauseId === null || !(own || place.quote === quote)) return false;
  const summary = await summaryOf(db, { specificationId: specification.id, clauseId });
  if (!summary) return false;
  const { ydoc } = await drafts.newest(summary.documentId);
  const [then] = await drafts.readAt(summary.documentId, [new Date(momentOf(comment))], textWords);
  return then!.line !== textWords(ydoc).line;
}

/** Of several the sentence names those that are meant, so that the others can be answered without them. */
export function nothingChanged(comments: readonly CommentRow[], of: number): Refusal {
  const field = 'outcome';
  if (of === 1) return refuse('nothing-changed', { field });
  const named = comments.slice(0, MOST_NAMED).map((comment) => `“${shortened(comment.body)}”`);
  const more = comments.length > MOST_NAMED ? ` and ${comments.length - MOST_NAMED} more` : '';
  const message = `Nothing was answered: for ${comments.length} of these ${of} comments the words that the answer points to read the same when the comment was made: ${named.join(', ')}${more}. Leave them out, point to the place that did change, or give another answer. What you typed is kept.`;
  return refuse('nothing-changed', { field, message });
}

const MOST_NAMED = 3;
const MOST_LETTERS = 60;

function shortened(words: string): string {
  return words.length <= MOST_LETTERS ? words : `${words.slice(0, MOST_LETTERS).trimEnd()}…`;
}
