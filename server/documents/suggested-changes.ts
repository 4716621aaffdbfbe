import type { Doc } from 'yjs';
import { byTime, type CommentThread, type TextRange } from '#domain/comment-thread';
import type { CommentId } from '#domain/ids';
import { wallClock } from '#domain/london-time';
import { suggestionSentence, type Suggestion } from '#domain/suggestion';
import { wordPieces, type WordPiece } from '#schema/diff/word-pieces';
import { authorOf } from './export-comments';
import { firstFrom, passageText, plainText, runAround, type PassageText } from './passage-text';
import { fullWording, suggestionPlaces } from './suggestion-place';
import { withBlank } from './taken-wording';
import { MOST_CHANGES } from './tracked-changes';

/** An open suggestion as a tracked change for a Word file. Places are ProseMirror positions. */
export interface SuggestedChange {
  readonly author: string;
  /** "2027-02-10T12:00:00Z": of its moment only the day is told. */
  readonly date: string;
  /** What it says in one sentence, as it is read from the file again. */
  readonly sentence: string;
  /** All the words that it is about. */
  readonly range: TextRange;
  /** Those of them that go; null when it only puts words in. */
  readonly leftOut: TextRange | null;
  /** Where the words come that are put in: after those that go. */
  readonly at: number;
  /** May be empty. */
  readonly putIn: string;
}

/**
 * The suggestions that a Word file can hold as tracked changes: those that can be accepted now, and of several on the same words the
 * earliest, for Word has one change in one place. Whatever is not among them stays a comment.
 */
export function suggestedChanges(
  ydoc: Doc,
  threads: readonly CommentThread[]
): ReadonlyMap<CommentId, SuggestedChange> {
  const text = passageText(ydoc);
  const placeOf = suggestionPlaces(ydoc, text);
  const changes = new Map<CommentId, SuggestedChange>();
  for (const thread of [...threads].sort(byTime)) {
    const { anchor, quote, suggestion } = thread;
    if (suggestion?.state !== 'open' || changes.size >= MOST_CHANGES) continue;
    const change = changeOf(text, { ...thread, suggestion }, placeOf({ anchor, quote, ...suggestion }).range);
    if (change && ![...changes.values()].some((other) => overlap(other, change)))
      changes.set(thread.id, change);
  }
  return changes;
}

/** What a suggestion says as a tracked change; null for a comment that suggests nothing. */
export function suggestedSentence({
  quote,
  suggestion
}: Pick<CommentThread, 'quote' | 'suggestion'>): string | null {
  if (suggestion === null) return null;
  const { before, after } = fullWording({ quote, ...suggestion });
  return suggestionSentence(before, after);
}

function overlap(a: SuggestedChange, b: SuggestedChange): boolean {
  return a.range.from < b.range.to && b.range.from < a.range.to;
}

/** Null where it could not be accepted either: its words stand in several paragraphs, or around a note or a break. */
function changeOf(
  text: PassageText,
  thread: CommentThread & { readonly suggestion: Suggestion },
  stands: TextRange | null
): SuggestedChange | null {
  const run = stands && runAround(text, stands);
  if (!run) return null;
  const { before, after } = fullWording({ quote: thread.quote, ...thread.suggestion });
  const [from, to] = withBlank(plainText(run.text), stands.from - run.from, stands.to - run.from, after);
  const range = { from: run.from + from, to: run.from + to };
  const { head, tail } = sharedEnds(before, after);
  const goes = after === '' ? range : unshared(text, stands.from, { head, end: before.length - tail });
  return {
    author: authorOf(thread),
    date: `${wallClock(thread.at).slice(0, 10)}T12:00:00Z`,
    sentence: suggestionSentence(before, after),
    range,
    leftOut: goes.from < goes.to ? goes : null,
    at: goes.to,
    putIn: after.slice(head, after.length - tail)
  };
}

/** How many letters both have at their beginnings and at their ends, in whole words. */
function sharedEnds(before: string, after: string): { readonly head: number; readonly tail: number } {
  const pieces = wordPieces(before, after);
  const length = (piece: WordPiece | undefined) => (piece?.kind === 'same' ? piece.text.length : 0);
  return { head: length(pieces[0]), tail: length(pieces.at(-1)) };
}

/** Where the letters from `head` to `end` stand of words that begin at a place; with none between, where some would come. */
function unshared(
  text: PassageText,
  from: number,
  { head, end }: { readonly head: number; readonly end: number }
): TextRange {
  const { positions } = text;
  const start = firstFrom(text, from);
  if (head < end) return { from: positions[start + head]!, to: positions[start + end - 1]! + 1 };
  const at = head === 0 ? from : positions[start + head - 1]! + 1;
  return { from: at, to: at };
}
