import type {
  BlockChange,
  CellChange,
  ClauseChange,
  ColumnChange,
  DocumentDiff,
  KeptClause,
  Piece,
  RowChange
} from './changes';

/** The same differences read from the other text's side. */
export function inverted({ clauses }: DocumentDiff): DocumentDiff {
  return { clauses: goneFirst(clauses.map(clauseInverted)) };
}

function clauseInverted(change: ClauseChange): ClauseChange {
  switch (change.kind) {
    case 'added':
      return { kind: 'removed', was: change.now, blocks: blocksInverted(change.blocks) };
    case 'removed':
      return { kind: 'added', now: change.was, blocks: blocksInverted(change.blocks) };
    case 'moved-away':
      return keptInverted(change.clause);
    case 'both': {
      const clause = keptInverted(change);
      return change.moved === 'no' ? clause : { kind: 'moved-away', clause };
    }
  }
}

function keptInverted({ was, now, heading, blocks, ...kept }: KeptClause): KeptClause {
  return {
    ...kept,
    was: now,
    now: was,
    heading: heading && blockInverted(heading),
    blocks: blocksInverted(blocks)
  };
}

function blocksInverted(blocks: readonly BlockChange[]): BlockChange[] {
  return goneFirst(blocks.map(blockInverted));
}

function blockInverted(change: BlockChange): BlockChange {
  switch (change.kind) {
    case 'same':
      return change;
    case 'added':
      return { kind: 'removed', was: change.now };
    case 'removed':
      return { kind: 'added', now: change.was };
    case 'moved-here':
      return { kind: 'moved-away', was: change.now };
    case 'moved-away':
      return { kind: 'moved-here', now: change.was };
    case 'text':
      return { ...turned(change), kind: 'text', pieces: goneFirst(change.pieces.map(pieceInverted)) };
    case 'inside':
      return { ...turned(change), kind: 'inside', blocks: blocksInverted(change.blocks) };
    case 'table':
      return {
        ...turned(change),
        kind: 'table',
        columns: change.columns && goneFirst(change.columns.map(columnInverted)),
        rows: goneFirst(change.rows.map((row) => rowInverted(row, change.columns)))
      };
  }
}

function pieceInverted(piece: Piece): Piece {
  switch (piece.kind) {
    case 'same':
      return piece;
    case 'added':
      return { ...piece, kind: 'removed' };
    case 'removed':
      return { ...piece, kind: 'added' };
    case 'restyled':
      return { ...piece, ...turned(piece) };
  }
}

function columnInverted(column: ColumnChange): ColumnChange {
  switch (column.kind) {
    case 'added':
      return { kind: 'removed', was: column.now };
    case 'removed':
      return { kind: 'added', now: column.was };
    case 'both':
      return { ...column, ...turned(column) };
  }
}

function rowInverted(row: RowChange, columns: readonly ColumnChange[] | null): RowChange {
  switch (row.kind) {
    case 'added':
      return { kind: 'removed', was: row.now };
    case 'removed':
      return { kind: 'added', now: row.was };
    case 'both': {
      const cells = row.cells.map(cellInverted);
      return { ...row, ...turned(row), cells: columns ? goneFirst(cells) : cells };
    }
  }
}

function cellInverted(cell: CellChange): CellChange {
  switch (cell.kind) {
    case 'added':
      return { kind: 'removed', was: cell.now };
    case 'removed':
      return { kind: 'added', now: cell.was };
    case 'both':
      return { ...turned(cell), kind: 'both', blocks: blocksInverted(cell.blocks) };
  }
}

function turned<T>({ was, now }: { readonly was: T; readonly now: T }): { was: T; now: T } {
  return { was: now, now: was };
}

/** Between two things that stayed, what is gone comes before what has come. */
function goneFirst<Change extends { readonly kind: string }>(changes: readonly Change[]): Change[] {
  const sorted: Change[] = [];
  let come: Change[] = [];
  for (const change of changes) {
    if (['added', 'moved-here'].includes(change.kind) || isMovedClause(change)) come.push(change);
    else if (['removed', 'moved-away'].includes(change.kind)) sorted.push(change);
    else {
      sorted.push(...come, change);
      come = [];
    }
  }
  return [...sorted, ...come];
}

function isMovedClause(change: { readonly kind: string; readonly moved?: string }): boolean {
  return change.kind === 'both' && change.moved !== undefined && change.moved !== 'no';
}
