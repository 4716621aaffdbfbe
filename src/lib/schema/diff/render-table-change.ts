import { countOf } from '#domain/words';
import { integerAttribute, type DocumentJson } from '../document-json';
import type { BlockChange, CellChange, ColumnChange, RowChange } from './changes';
import { label, notes, renderWhole, type DiffRendering } from './render-parts';
import { blockNotes } from './attribute-words';

type Table = Extract<BlockChange, { kind: 'table' }>;
type RenderBlocks = (changes: readonly BlockChange[], rendering: DiffRendering) => string;
type KeptRow = Extract<RowChange, { kind: 'both' }>;

/** One table for both: rows and columns that were added or removed say so in their first cell. */
export function renderTableChange(
  { columns, rows }: Table,
  rendering: DiffRendering,
  renderBlocks: RenderBlocks
): string {
  rendering.context.tables += 1;
  let [html, first, skipped] = ['', true, 0];
  for (const row of rows) {
    if (rendering.view === 'changes' && !first && row.kind === 'both' && isSame(row)) {
      skipped += 1;
      continue;
    }
    html += leftOut(skipped, columns, rows) + renderRow(row, { columns, first, rendering, renderBlocks });
    [first, skipped] = [false, 0];
  }
  html += leftOut(skipped, columns, rows);
  const name = `Table ${rendering.context.tables}, with its changes`;
  return `<div class="table-region" role="region" tabindex="0" aria-label="${name}"><table><tbody>${html}</tbody></table></div>`;
}

function leftOut(count: number, columns: readonly ColumnChange[] | null, rows: readonly RowChange[]): string {
  if (count === 0) return '';
  const widest = Math.max(...rows.map((row) => (row.kind === 'both' ? row.cells.length : 1)));
  return `<tr><td class="diff-left-out" colspan="${columns?.length ?? widest}">${countOf(count, 'row')} without changes left out</td></tr>`;
}

function isSame({ cells }: KeptRow): boolean {
  return cells.every(
    (cell) =>
      cell.kind === 'both' &&
      cell.blocks.every(({ kind }) => kind === 'same') &&
      blockNotes(cell.was, cell.now).length === 0
  );
}

interface InTable {
  readonly columns: readonly ColumnChange[] | null;
  /** In the first row, which names the columns. */
  readonly first: boolean;
  readonly rendering: DiffRendering;
  readonly renderBlocks: RenderBlocks;
}

function renderRow(row: RowChange, table: InTable): string {
  const { columns, rendering } = table;
  if (row.kind === 'both') {
    const cells = row.cells.map((cell) => renderCell(cell, table));
    return `<tr>${cells.join('')}</tr>`;
  }
  const node = row.kind === 'added' ? row.now : row.was;
  const said = row.kind === 'added' ? 'Row added' : 'Row removed';
  const cells = cellsInOrder(node, row.kind, columns).map((cell, index) =>
    wholeCell(cell, row.kind, index === 0 ? said : '', rendering)
  );
  return `<tr class="diff-${row.kind}">${cells.join('')}</tr>`;
}

/** A row of the one table, under the columns of both: null where it has no cell. */
function cellsInOrder(
  row: DocumentJson,
  kind: 'added' | 'removed',
  columns: readonly ColumnChange[] | null
): (DocumentJson | null)[] {
  const cells = row.content ?? [];
  if (columns === null) return [...cells];
  return columns.map((column) => {
    const place =
      kind === 'added' ? column.kind !== 'removed' && column.now : column.kind !== 'added' && column.was;
    return place === false ? null : (cells[place] ?? null);
  });
}

function renderCell(cell: CellChange, { first, rendering, renderBlocks }: InTable): string {
  if (cell.kind === 'both') {
    // Inside a cell nothing is left out: it is read as a whole.
    const inside = renderBlocks(cell.blocks, { ...rendering, view: 'all' }) + notes(cell);
    return element(cell.now, first, '', inside);
  }
  const node = cell.kind === 'added' ? cell.now : cell.was;
  return wholeCell(node, cell.kind, first ? `Column ${cell.kind}` : '', rendering, first);
}

function wholeCell(
  cell: DocumentJson | null,
  kind: 'added' | 'removed',
  said: string,
  rendering: DiffRendering,
  first = false
): string {
  if (cell === null) return '<td></td>';
  const inside = renderWhole(cell.content ?? [], kind === 'added' ? 'ins' : 'del', rendering);
  return element(cell, first, ` class="diff-${kind}"`, (said === '' ? '' : label(said)) + inside);
}

function element(cell: DocumentJson, first: boolean, attributes: string, inside: string): string {
  const header = cell.type === 'tableHeader';
  const tag = header ? 'th' : 'td';
  const scope = header ? ` scope="${first ? 'col' : 'row'}"` : '';
  return `<${tag}${scope}${spans(cell)}${attributes}>${inside}</${tag}>`;
}

function spans(cell: DocumentJson): string {
  return (['colspan', 'rowspan'] as const)
    .map((name) => [name, integerAttribute(cell, name, { min: 1, max: 1000, otherwise: 1 })] as const)
    .map(([name, count]) => (count > 1 ? ` ${name}="${count}"` : ''))
    .join('');
}
