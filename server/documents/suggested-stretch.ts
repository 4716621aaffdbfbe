import type { Doc } from 'yjs';
import type { Passage } from '#domain/comment-thread';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { wordPieces } from '#schema/diff/word-pieces';
import { fromAnchor, rangeAnchors, toAnchor, type Anchor } from './anchor';
import { collapsed, firstFrom, passageText, runAround } from './passage-text';
import { suggestionPlaces } from './suggestion-place';

/** Words to be replaced, tied to the text, and what is to stand there instead. */
export interface SuggestedStretch {
  readonly anchor: Anchor;
  readonly before: string;
  readonly after: string;
}

const ONE_PARAGRAPH = 'Suggest wording for one paragraph at a time: mark words within one paragraph.';
const NO_CHANGE = 'Change the words first: they are as they stand in the text.';

/**
 * The smallest stretch of the text that somebody wants to read differently, from the passage that they were shown and what they
 * made of it. It holds at least one word, so that it can be found again: what is added goes with the word beside it.
 */
export function suggestedStretch(ydoc: Doc, passage: Passage, wording: string): SuggestedStretch | Refusal {
  const shown = toAnchor(ydoc, passage);
  if (isRefusal(shown)) return shown;
  const text = passageText(ydoc);
  const range = fromAnchor(ydoc, shown);
  if (!range || !runAround(text, range))
    return refuse('invalid-input', { field: 'wording', message: ONE_PARAGRAPH });
  const [quote, wanted] = [collapsed(passage.quote), collapsed(wording)];
  if (quote === wanted) return refuse('missing-field', { field: 'wording', message: NO_CHANGE });
  const start = firstFrom(text, range.from);
  // One that reads as if it were there already (“at” to “at at” before another “at”) takes more words along.
  for (let wider = 0; ; wider += 1) {
    const stretch = changedStretch(quote, wanted, wider);
    const tied = tiedTo(ydoc, start, stretch);
    if (!tied) return refuse('passage-changed');
    const stands = suggestionPlaces(ydoc)({ ...tied, quote: tied.before }).standing === 'stands';
    if (stands || stretch.before === quote) return tied;
  }
}

function tiedTo(ydoc: Doc, start: number, { at, before, after }: Stretch): SuggestedStretch | null {
  const { positions } = passageText(ydoc);
  const [from, last] = [positions[start + at]!, positions[start + at + before.length - 1]!];
  const tied = rangeAnchors(ydoc, before.length)({ from, to: last + 1 });
  return tied && { anchor: tied.anchor, before, after };
}

interface Stretch {
  readonly at: number;
  readonly before: string;
  readonly after: string;
}

/** What two lines do not share at their beginnings and ends, widened to whole words on the first, and by so many more. */
function changedStretch(line: string, wanted: string, wider: number): Stretch {
  const pieces = wordPieces(line, wanted);
  const [first, last] = [pieces[0], pieces.at(-1)];
  let head = first?.kind === 'same' ? first.text.length : 0;
  let tail = last?.kind === 'same' ? last.text.length : 0;
  const cut = (): Stretch => ({
    at: head,
    before: line.slice(head, line.length - tail),
    after: wanted.slice(head, wanted.length - tail)
  });
  const back = () => (head -= /\S+\s*$/.exec(line.slice(0, head))?.[0].length ?? head);
  const on = () => (tail -= /^\s*\S+/.exec(line.slice(line.length - tail))?.[0].length ?? tail);
  while (head > 0 && needsWordBefore(cut())) back();
  // The blank behind a word that was taken along is behind it still.
  while (/\s$/.test(cut().before) && /\s$/.test(cut().after)) tail += 1;
  while (tail > 0 && needsWordAfter(cut())) on();
  for (let more = 0; more < wider; more += 1) {
    back();
    on();
  }
  return cut();
}

function needsWordBefore({ before, after }: Stretch): boolean {
  return !/[\p{L}\p{N}]/u.test(before) || /^\s/.test(before) || /^\s/.test(after);
}

function needsWordAfter({ before, after }: Stretch): boolean {
  return !/[\p{L}\p{N}]/u.test(before) || /\s$/.test(before) || /\s$/.test(after);
}
