import { integerAttribute, type DocumentJson } from '../document-json';
import { pairBlocks } from './block-pairs';
import type { BlockChange, CellChange, ColumnChange, RowChange } from './changes';
import { commonPairs, type Pair } from './common-sequence';
import type { Effort } from './effort';
import { wordsIn } from './tokens';

type BlockDiff = (
  was: readonly DocumentJson[],
  now: readonly DocumentJson[],
  effort: Effort
) => BlockChange[];

interface How {
  readonly columns: readonly ColumnChange[] | null;
  readonly effort: Effort;
  readonly blockDiff: BlockDiff;
}

type Table = Extract<BlockChange, { kind: 'table' }>;

/** Columns first, so that a new column is one change and not one in every row; then row by row, and cell by cell. */
export function tableDiff(was: DocumentJson, now: DocumentJson, effort: Effort, blockDiff: BlockDiff): Table {
  const columns = isPlainGrid(was) && isPlainGrid(now) ? columnsOf(was, now, effort) : null;
  return { kind: 'table', was, now, columns, rows: rowsOf(was, now, { columns, effort, blockDiff }) };
}

/** Every row has the same number of cells, and none of them is merged. */
function isPlainGrid(table: DocumentJson): boolean {
  const rows = table.content ?? [];
  const wide = cellsOf(rows[0]).length;
  return rows.every((row) => {
    const cells = cellsOf(row);
    return (
      cells.length === wide &&
      cells.every((cell) => span(cell, 'colspan') === 1 && span(cell, 'rowspan') === 1)
    );
  });
}

function columnsOf(was: DocumentJson, now: DocumentJson, effort: Effort): ColumnChange[] {
  const [before, after] = [columnBlocks(was), columnBlocks(now)];
  const named = commonPairs(before.map(nameOf), after.map(nameOf), effort);
  const pairs =
    named.length > 0 ? withSameNeighbours(named, before.length, after.length) : alike(before, after, effort);
  const changes: ColumnChange[] = [];
  let [i, j] = [0, 0];
  const end: Pair = [before.length, after.length];
  for (const [nextI, nextJ] of [...pairs, end]) {
    for (; i < nextI; i += 1) changes.push({ kind: 'removed', was: i });
    for (; j < nextJ; j += 1) changes.push({ kind: 'added', now: j });
    if (nextI < before.length) changes.push({ kind: 'both', was: nextI, now: nextJ });
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return changes;
}

/** Each column as one block that holds its cells, from top to bottom. */
function columnBlocks(table: DocumentJson): DocumentJson[] {
  const rows = table.content ?? [];
  return cellsOf(rows[0]).map((_, index) => ({
    type: 'column',
    content: rows.map((row) => cellsOf(row)[index]!)
  }));
}

/** A column is known by the words at its head. */
function nameOf(column: DocumentJson): string {
  return wordsIn(column.content![0]!).join(' ').toLowerCase();
}

/** Between two columns that were found by name, as many on both sides are the same ones with another name. */
function withSameNeighbours(named: readonly Pair[], was: number, now: number): Pair[] {
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  const end: Pair = [was, now];
  for (const next of [...named, end]) {
    if (next[0] - i === next[1] - j) for (let k = 0; i + k < next[0]; k += 1) pairs.push([i + k, j + k]);
    if (next !== end) pairs.push(next);
    [i, j] = [next[0] + 1, next[1] + 1];
  }
  return pairs;
}

function alike(before: readonly DocumentJson[], after: readonly DocumentJson[], effort: Effort): Pair[] {
  if (before.length === after.length) return before.map((_, index): Pair => [index, index]);
  return pairBlocks(before, after, effort);
}

function rowsOf(was: DocumentJson, now: DocumentJson, how: How): RowChange[] {
  const [before, after] = [was.content ?? [], now.content ?? []];
  const changes: RowChange[] = [];
  let [i, j] = [0, 0];
  const end: Pair = [before.length, after.length];
  for (const [nextI, nextJ] of [...rowPairs(before, after, how), end]) {
    for (const row of before.slice(i, nextI)) changes.push({ kind: 'removed', was: row });
    for (const row of after.slice(j, nextJ)) changes.push({ kind: 'added', now: row });
    if (nextI < before.length) changes.push(rowDiff(before[nextI]!, after[nextJ]!, how));
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return changes;
}

/** Rows are compared by the columns that both tables have. Where cells are merged only rows of the same shape can be one. */
function rowPairs(
  before: readonly DocumentJson[],
  after: readonly DocumentJson[],
  { columns, effort }: How
): Pair[] {
  if (columns === null)
    return pairBlocks(before, after, effort, firstWords).filter(
      ([i, j]) => shapeOf(before[i]!) === shapeOf(after[j]!)
    );
  const both = columns.filter((column) => column.kind === 'both');
  const wanted = (side: 'was' | 'now') => (row: DocumentJson) => ({
    type: 'tableRow',
    content: both.map((column) => cellsOf(row)[column[side]]!)
  });
  return pairBlocks(before.map(wanted('was')), after.map(wanted('now')), effort, firstWords);
}

/** A row is known by the words in its first cell. */
function firstWords(row: DocumentJson): string {
  return wordsIn(cellsOf(row)[0] ?? row)
    .join(' ')
    .toLowerCase();
}

function shapeOf(row: DocumentJson): string {
  return cellsOf(row)
    .map((cell) => `${span(cell, 'colspan')}x${span(cell, 'rowspan')}`)
    .join(' ');
}

function rowDiff(was: DocumentJson, now: DocumentJson, how: How): RowChange {
  const [before, after] = [cellsOf(was), cellsOf(now)];
  const wanted =
    how.columns ?? after.map((_, index): ColumnChange => ({ kind: 'both', was: index, now: index }));
  const cells = wanted.map((column): CellChange => {
    if (column.kind === 'added') return { kind: 'added', now: after[column.now]! };
    if (column.kind === 'removed') return { kind: 'removed', was: before[column.was]! };
    return cellDiff(before[column.was]!, after[column.now]!, how);
  });
  return { kind: 'both', was, now, cells };
}

function cellDiff(was: DocumentJson, now: DocumentJson, { blockDiff, effort }: How): CellChange {
  return { kind: 'both', was, now, blocks: blockDiff(was.content ?? [], now.content ?? [], effort) };
}

function cellsOf(row: DocumentJson | undefined): readonly DocumentJson[] {
  return row?.content ?? [];
}

function span(cell: DocumentJson, name: 'colspan' | 'rowspan'): number {
  return integerAttribute(cell, name, { min: 1, max: 1000, otherwise: 1 });
}
