import type { Doc } from 'yjs';
import type { TextRange } from '#domain/comment-thread';
import { placeReader, type Range } from './anchor';

interface Anchored {
  readonly anchor: unknown;
  readonly range: TextRange | null;
}

/** Whether a comment is on some of these words, or was on words that stood among them and are gone. */
export function touchedBy(ydoc: Doc, passage: Range): (comment: Anchored) => boolean {
  const placeOf = placeReader(ydoc);
  return ({ anchor, range }) => {
    if (range) return range.from < passage.to && range.to > passage.from;
    const place = placeOf(anchor);
    return place !== null && place >= passage.from && place <= passage.to;
  };
}
