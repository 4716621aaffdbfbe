import type { ClauseState } from '#domain/clause-state';
import { answerWords, ownerWords } from '#domain/clause-words';

/** A full disc, an empty ring, a triangle, a dash. */
export type Shape = 'there' | 'missing' | 'look' | 'nothing';

/** One thing about a clause, in a shape and in words. */
export interface Mark {
  readonly key: 'owner' | 'evidence' | 'measures' | 'plain' | 'answers';
  /** The column it stands in. */
  readonly column: string;
  readonly shape: Shape;
  readonly words: string;
}

/** What is shown of every clause, in the order of the columns. */
export function marksOf(state: ClauseState): Mark[] {
  return [
    { key: 'owner', column: 'Owner', shape: ownerShape(state), words: ownerWords(state.owner) },
    {
      key: 'evidence',
      column: 'Evidence',
      shape: isThere(state.evidence),
      words: countWords(state.evidence)
    },
    {
      key: 'measures',
      column: 'Measures',
      shape: isThere(state.measures),
      words: countWords(state.measures)
    },
    { key: 'plain', column: 'Plain summary', ...PLAIN[state.plain] },
    { key: 'answers', column: 'Comments', shape: answerShape(state), words: answerWords(state) }
  ];
}

function ownerShape({ owner }: ClauseState): Shape {
  if (owner.kind === 'several') return 'look';
  return owner.kind === 'one' ? 'there' : 'missing';
}

function isThere(count: number): Shape {
  return count > 0 ? 'there' : 'missing';
}

/** Under the name of its column. */
function countWords(count: number): string {
  return count === 0 ? 'None yet' : String(count);
}

function answerShape({ waiting, openPoints, comments }: ClauseState): Shape {
  if (waiting > 0 || openPoints > 0) return 'look';
  return comments > 0 ? 'there' : 'nothing';
}

/** A draft is there to be read, whether or not somebody has confirmed it. */
const PLAIN: Record<ClauseState['plain'], Pick<Mark, 'shape' | 'words'>> = {
  none: { shape: 'missing', words: 'None yet' },
  draft: { shape: 'there', words: 'Draft' },
  confirmed: { shape: 'there', words: 'Confirmed' },
  stale: { shape: 'look', words: 'May be out of date' },
  nothing: { shape: 'nothing', words: 'Nothing to put plainly' }
};
