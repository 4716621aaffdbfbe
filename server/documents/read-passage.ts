import type { Doc } from 'yjs';
import type { TextRange, Wording } from '#domain/comment-thread';
import { rangeReader } from './anchor';
import { collapsed, firstFrom, passageText, type PassageText } from './passage-text';
import { suggestionPlaces, type SuggestionPlace } from './suggestion-place';

export interface FoundPassage {
  /** Where the words stand, in ProseMirror positions; null when they are gone. */
  readonly range: TextRange | null;
  /** What stands there now, when it reads differently from the quote; otherwise null. */
  readonly wordsNow: string | null;
  /** Of suggested wording: how the words that it replaces stand there; null when none was asked about. */
  readonly suggested: SuggestionPlace | null;
}

export type ReadPassage = (anchor: unknown, quote: string, suggested?: Wording | null) => FoundPassage;

/** Finds anchored passages in a draft, which is only read; `text` where its words were gone through already. */
export function passagesIn(ydoc: Doc, text = passageText(ydoc)): ReadPassage {
  const findRange = rangeReader(ydoc, text);
  const placeOf = suggestionPlaces(ydoc, text);
  return (anchor, quote, suggested = null) => {
    const range = findRange(anchor, quote);
    const words = range && wordsIn(text, range);
    const wordsNow = words === null || words === collapsed(quote) ? null : words;
    return { range, wordsNow, suggested: suggested && placeOf({ anchor, quote, ...suggested }) };
  };
}

/** The words of a range as they stand in the text, as one line. */
export function wordsIn(text: PassageText, { from, to }: TextRange): string {
  const after = firstFrom(text, to);
  return collapsed(text.line.slice(firstFrom(text, from), after === -1 ? undefined : after));
}
