import type { Doc } from 'yjs';
import type { TextRange } from '#domain/comment-thread';
import { rangeReader } from './anchor';
import { collapsed, firstFrom, passageText, type PassageText } from './passage-text';

export interface FoundPassage {
  /** Where the words stand, in ProseMirror positions; null when they are gone. */
  readonly range: TextRange | null;
  /** What stands there now, when it reads differently from the quote; otherwise null. */
  readonly wordsNow: string | null;
}

export type ReadPassage = (anchor: unknown, quote: string) => FoundPassage;

/** Finds anchored passages in a draft, which is only read. */
export function passagesIn(ydoc: Doc): ReadPassage {
  const text = passageText(ydoc);
  const findRange = rangeReader(ydoc, text);
  return (anchor, quote) => {
    const range = findRange(anchor, quote);
    const words = range && wordsIn(text, range);
    return { range, wordsNow: words === null || words === collapsed(quote) ? null : words };
  };
}

function wordsIn(text: PassageText, { from, to }: TextRange): string {
  const after = firstFrom(text, to);
  return collapsed(text.line.slice(firstFrom(text, from), after === -1 ? undefined : after));
}
