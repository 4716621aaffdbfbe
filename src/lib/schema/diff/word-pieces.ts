import { commonPairs } from './common-sequence';
import { Effort } from './effort';
import { inlineDiff } from './inline-diff';
import { tokensOf } from './tokens';

/** A stretch of a line of words, and what becomes of it. */
export interface WordPiece {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** What a line becomes when another takes its place, word for word, as people read a change. */
export function wordPieces(before: string, after: string): WordPiece[] {
  return inlineDiff(nodesOf(before), nodesOf(after), new Effort()).flatMap((piece): WordPiece[] => {
    if (piece.kind === 'restyled') return [];
    return [{ kind: piece.kind, text: piece.nodes.map(({ text }) => text ?? '').join('') }];
  });
}

/** For every character of the second line whether its word stands in the first as well, in the same order. */
export function sharedLetters(first: string, second: string): boolean[] {
  const [was, now] = [wordsOf(first), wordsOf(second)];
  const shared = new Set(commonPairs(was, now, new Effort()).map(([, index]) => index));
  return now.flatMap((word, index) => Array.from({ length: word.length }, () => shared.has(index)));
}

function wordsOf(line: string): string[] {
  return tokensOf(nodesOf(line)).map(({ key }) => key);
}

function nodesOf(text: string) {
  return text === '' ? [] : [{ type: 'text', text }];
}
