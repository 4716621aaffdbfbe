import type { ClauseState } from '#domain/clause-state';
import { answerWords, evidenceWords, measureWords, ownerWords } from '#domain/clause-words';

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
    { key: 'evidence', column: 'Evidence', shape: has(state.evidence), words: evidenceWords(state) },
    { key: 'measures', column: 'Measures', shape: has(state.measures), words: measureWords(state) },
    ...plainMark(state),
    { key: 'answers', column: 'Comments', shape: answerShape(state), words: answerWords(state) }
  ];
}

function ownerShape({ owner }: ClauseState): Shape {
  if (owner.kind === 'several') return 'look';
  return owner.kind === 'one' ? 'there' : 'missing';
}

function has(count: number): Shape {
  return count > 0 ? 'there' : 'missing';
}

function answerShape({ waiting, openPoints, comments }: ClauseState): Shape {
  if (waiting > 0 || openPoints > 0) return 'look';
  return comments > 0 ? 'there' : 'nothing';
}

/** Only where plain summaries are kept. */
function plainMark({ plain }: ClauseState): Mark[] {
  if (plain === null) return [];
  const words = plain ? 'Has a plain summary' : 'No plain summary yet';
  return [{ key: 'plain', column: 'Plain summary', shape: plain ? 'there' : 'missing', words }];
}
