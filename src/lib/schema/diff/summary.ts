import { asSentenceStart, countOf, joinWords } from '#domain/words';
import type { BlockChange, CellChange, ClauseChange, DocumentDiff, Piece, RowChange } from './changes';
import { countWords } from './tokens';

export interface WordCounts {
  readonly added: number;
  readonly removed: number;
}

/** How many clauses and words are not as they were. A clause that was moved and changed counts as both. */
export interface DiffCounts extends WordCounts {
  readonly clausesChanged: number;
  readonly clausesAdded: number;
  readonly clausesRemoved: number;
  /** Without those that only went along with the clause above them. */
  readonly clausesMoved: number;
  /** Paragraphs, lists and tables that stand elsewhere, in clauses that stayed. */
  readonly blocksMoved: number;
  readonly renumbered: number;
}

const NONE: WordCounts = { added: 0, removed: 0 };

export function countChanges({ clauses }: DocumentDiff): DiffCounts {
  const count = (test: (change: ClauseChange) => boolean) => clauses.filter(test).length;
  const blocks = clauses.flatMap((clause) => ('blocks' in clause ? clause.blocks : []));
  return {
    ...sumOf(clauses.map(wordsOfClause)),
    clausesChanged: count((change) => change.kind === 'both' && isChanged(change)),
    clausesAdded: count(({ kind }) => kind === 'added'),
    clausesRemoved: count(({ kind }) => kind === 'removed'),
    clausesMoved: count((change) => change.kind === 'both' && change.moved === 'moved'),
    blocksMoved: blocks.filter(({ kind }) => kind === 'moved-here').length,
    renumbered: count((change) => change.kind === 'both' && isRenumbered(change))
  };
}

/** Something in it reads or looks otherwise than before; another number alone is not that. */
export function isChanged(change: Extract<ClauseChange, { kind: 'both' }>): boolean {
  return [...(change.heading ? [change.heading] : []), ...change.blocks].some(
    (block) => block.kind !== 'same' && !isOnlyRenumbered(block)
  );
}

/** A paragraph or heading whose words, formatting and kind are as before. */
export function isOnlyRenumbered(block: BlockChange): boolean {
  if (block.kind !== 'text' || block.was.type !== block.now.type) return false;
  const others = ({ attrs = {} }: { attrs?: Record<string, unknown> }) => {
    const { number: _, clause: __, ...rest } = attrs;
    return JSON.stringify(rest);
  };
  return block.pieces.every(({ kind }) => kind === 'same') && others(block.was) === others(block.now);
}

function isRenumbered({ heading }: Extract<ClauseChange, { kind: 'both' }>): boolean {
  return heading?.kind === 'text' && heading.was.attrs?.number !== heading.now.attrs?.number;
}

/** "3 clauses changed, 1 moved. 12 words added, 4 removed." */
export function summarySentence(counts: DiffCounts): string {
  const { added, removed, clausesAdded, clausesRemoved, clausesChanged, clausesMoved, blocksMoved } = counts;
  const clauses = listed('clause', [
    [clausesChanged, 'changed'],
    [clausesAdded, 'added'],
    [clausesRemoved, 'removed'],
    [clausesMoved, 'moved'],
    [counts.renumbered, 'renumbered']
  ]);
  const blocks = listed('passage', [[blocksMoved, 'moved']]);
  const words = listed('word', [
    [added, 'added'],
    [removed, 'removed']
  ]);
  const sentences = [clauses, blocks, words].filter((sentence) => sentence !== '');
  if (sentences.length === 0) return 'Nothing is different: the two texts are the same, word for word.';
  const noWords = words === '' ? ['No word was added or removed.'] : [];
  return [...sentences.map((sentence) => `${asSentenceStart(sentence)}.`), ...noWords].join(' ');
}

/** "3 clauses changed, 1 moved"; empty when there are none. */
function listed(noun: string, counts: readonly (readonly [number, string])[]): string {
  const some = counts.filter(([count]) => count > 0);
  return joinWords(
    some.map(([count, verb], index) => `${index === 0 ? countOf(count, noun) : count} ${verb}`)
  );
}

function wordsOfClause(change: ClauseChange): WordCounts {
  switch (change.kind) {
    case 'added':
      return sumOf([{ added: headingWords(change.now), removed: 0 }, ...change.blocks.map(wordsOfBlock)]);
    case 'removed':
      return sumOf([{ added: 0, removed: headingWords(change.was) }, ...change.blocks.map(wordsOfBlock)]);
    case 'both':
      return sumOf([...(change.heading ? [change.heading] : []), ...change.blocks].map(wordsOfBlock));
    case 'moved-away':
      return NONE;
  }
}

function headingWords({
  heading
}: {
  readonly heading: Parameters<typeof countWords>[0][number] | null;
}): number {
  return heading ? countWords([heading]) : 0;
}

function wordsOfBlock(change: BlockChange): WordCounts {
  switch (change.kind) {
    case 'same':
    case 'moved-here':
    case 'moved-away':
      return NONE;
    case 'added':
      return { added: countWords([change.now]), removed: 0 };
    case 'removed':
      return { added: 0, removed: countWords([change.was]) };
    case 'text':
      return sumOf(change.pieces.map(wordsOfPiece));
    case 'inside':
      return sumOf(change.blocks.map(wordsOfBlock));
    case 'table':
      return sumOf(change.rows.map(wordsOfRow));
  }
}

function wordsOfPiece(piece: Piece): WordCounts {
  if (piece.kind === 'added') return { added: countWords(piece.nodes), removed: 0 };
  return piece.kind === 'removed' ? { added: 0, removed: countWords(piece.nodes) } : NONE;
}

function wordsOfRow(row: RowChange): WordCounts {
  return row.kind === 'both' ? sumOf(row.cells.map(wordsOfCell)) : wordsOfWhole(row);
}

function wordsOfCell(cell: CellChange): WordCounts {
  return cell.kind === 'both' ? sumOf(cell.blocks.map(wordsOfBlock)) : wordsOfWhole(cell);
}

function wordsOfWhole(change: Exclude<RowChange | CellChange, { kind: 'both' }>): WordCounts {
  return wordsOfBlock(change);
}

function sumOf(counts: readonly WordCounts[]): WordCounts {
  return counts.reduce(
    (sum, each) => ({ added: sum.added + each.added, removed: sum.removed + each.removed }),
    NONE
  );
}
