import type { DocumentJson } from '#schema/document-json';
import type {
  BlockChange,
  CellChange,
  ClauseChange,
  DocumentDiff,
  Piece,
  RowChange
} from '#schema/diff/changes';
import { nodesOf } from '#schema/diff/tokens';

export type Side = 'was' | 'now';

/** The one or the other text, put together again from what a diff shows of it and nothing else. */
export function sideOf({ clauses }: DocumentDiff, side: Side): DocumentJson {
  return { type: 'doc', content: clauses.flatMap((clause) => clauseSide(clause, side)) };
}

function clauseSide(change: ClauseChange, side: Side): DocumentJson[] {
  switch (change.kind) {
    case 'added':
    case 'removed': {
      const clause = change.kind === 'added' ? change.now : change.was;
      const heading =
        clause.heading && (change.kind === 'added') === (side === 'now') ? [clause.heading] : [];
      return [...heading, ...change.blocks.flatMap((block) => blockSide(block, side))];
    }
    case 'moved-away':
      return side === 'was' ? insideOf(change.clause, side) : [];
    case 'both':
      return change.moved !== 'no' && side === 'was' ? [] : insideOf(change, side);
  }
}

function insideOf({ heading, blocks }: Extract<ClauseChange, { kind: 'both' }>, side: Side): DocumentJson[] {
  return [...(heading ? [heading] : []), ...blocks].flatMap((block) => blockSide(block, side));
}

function blockSide(change: BlockChange, side: Side): DocumentJson[] {
  switch (change.kind) {
    case 'same':
      return [change.node];
    case 'added':
    case 'moved-here':
      return side === 'now' ? [change.now] : [];
    case 'removed':
    case 'moved-away':
      return side === 'was' ? [change.was] : [];
    case 'text':
      return [withContent(change[side], nodesOf(change.pieces.flatMap((piece) => pieceSide(piece, side))))];
    case 'inside':
      return [
        withContent(
          change[side],
          change.blocks.flatMap((block) => blockSide(block, side))
        )
      ];
    case 'table':
      return [
        withContent(
          change[side],
          change.rows.flatMap((row) => rowSide(row, side))
        )
      ];
  }
}

function pieceSide(piece: Piece, side: Side): readonly DocumentJson[] {
  if (piece.kind === 'restyled') return piece[side];
  if (piece.kind === 'same') return piece.nodes;
  return (piece.kind === 'added') === (side === 'now') ? piece.nodes : [];
}

function rowSide(row: RowChange, side: Side): DocumentJson[] {
  if (row.kind === 'both')
    return [
      withContent(
        row[side],
        row.cells.flatMap((cell) => cellSide(cell, side))
      )
    ];
  return blockSide(row, side);
}

function cellSide(cell: CellChange, side: Side): DocumentJson[] {
  if (cell.kind === 'both')
    return [
      withContent(
        cell[side],
        cell.blocks.flatMap((block) => blockSide(block, side))
      )
    ];
  return blockSide(cell, side);
}

function withContent({ content: _, ...node }: DocumentJson, content: readonly DocumentJson[]): DocumentJson {
  return content.length > 0 ? { ...node, content: [...content] } : node;
}
