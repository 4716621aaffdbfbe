import type { Doc } from 'yjs';
import type { TextRange } from '#domain/comment-thread';
import { BODY } from '#schema/schema';
import { rangeReader } from './anchor';
import { collapsed, passageText, type PassageText } from './passage-text';

export interface FoundPassage {
  /** Where the words stand, in ProseMirror positions; null when they are gone. */
  readonly range: TextRange | null;
  /** What stands there now, when it reads differently from the quote; otherwise null. */
  readonly wordsNow: string | null;
}

export type ReadPassage = (anchor: unknown, quote: string) => FoundPassage;

/** Finds anchored passages in a draft, which is only read. */
export function passagesIn(ydoc: Doc): ReadPassage {
  const findRange = rangeReader(ydoc);
  const text = passageText(ydoc.getXmlFragment(BODY));
  return (anchor, quote) => {
    const range = findRange(anchor, quote);
    const words = range && wordsIn(text, range);
    return { range, wordsNow: words === null || words === collapsed(quote) ? null : words };
  };
}

function wordsIn({ line, positions }: PassageText, { from, to }: TextRange): string {
  const first = positions.findIndex((position) => position >= from);
  const after = positions.findIndex((position) => position >= to);
  return collapsed(line.slice(first, after === -1 ? undefined : after));
}
