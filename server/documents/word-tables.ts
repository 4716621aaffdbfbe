import type { DocumentJson } from '#schema/document-json';
import { isWholly } from './inline-marks';
import { HEADER_CELL_STYLE } from './own-styles';
import { toggle } from './word-styles';
import { childElements, firstChild, valueOf, type XmlElement } from './xml-tree';

const MOST_COLUMNS = 100;

interface RawCell {
  span: number;
  /** One of our own exports says that it is a header cell. */
  header: boolean;
  /** The cell goes on from the one above it. */
  continues: boolean;
  content: DocumentJson[];
}

/** Parts that the table's style shows in bold. */
interface BoldParts {
  firstRow: boolean;
  firstColumn: boolean;
}

interface RawRow {
  header: boolean;
  cells: RawCell[];
}

interface PlacedCell {
  column: number;
  span: number;
  header: boolean;
  rows: number;
  content: DocumentJson[];
}

interface PlacedRow {
  header: boolean;
  cells: PlacedCell[];
}

/**
 * A Word table as a table of ours: rectangular, merged cells as colspan and rowspan, header rows as header cells.
 * Rectangular because the editor would otherwise repair it, and so change the text, when someone opens it.
 * `readCell` gives a cell's blocks. Returns null when no row is left.
 */
export function readTable(
  table: XmlElement,
  readCell: (cell: XmlElement) => DocumentJson[],
  isLeftOut: (row: XmlElement) => boolean,
  boldByStyle: BoldParts
): DocumentJson | null {
  const raw = rowsOf(table)
    .filter((row) => !isLeftOut(row))
    .map((row) => readRow(row, readCell));
  const columns = raw.reduce((most, { cells }) => Math.max(most, widthOf(cells)), 0);
  const rows = withoutEmptyRows(placeCells(raw, columns));
  if (rows.length === 0) return null;
  return { type: 'table', content: markHeaders(rows, boldByStyle) };
}

/** Rows may be wrapped in content controls. */
export function rowsOf(table: XmlElement): XmlElement[] {
  return unwrapped(table, 'w:tr');
}

function unwrapped(element: XmlElement, name: string): XmlElement[] {
  return childElements(element).flatMap((child) => {
    if (child.name === name) return [child];
    return ['w:sdt', 'w:sdtContent', 'w:customXml', 'w:ins'].includes(child.name)
      ? unwrapped(child, name)
      : [];
  });
}

function readRow(row: XmlElement, readCell: (cell: XmlElement) => DocumentJson[]): RawRow {
  const properties = firstChild(row, 'w:trPr');
  const cells: RawCell[] = [];
  pushBlank(cells, integer(valueOf(properties, 'w:gridBefore'), 0));
  for (const cell of unwrapped(row, 'w:tc')) addCell(cells, cell, readCell(cell));
  pushBlank(cells, integer(valueOf(properties, 'w:gridAfter'), 0));
  return { header: toggle(properties, 'w:tblHeader') === true, cells: withinColumns(cells) };
}

function addCell(cells: RawCell[], cell: XmlElement, content: DocumentJson[]): void {
  const properties = firstChild(cell, 'w:tcPr');
  const span = Math.max(1, integer(valueOf(properties, 'w:gridSpan'), 1));
  const across = firstChild(properties, 'w:hMerge');
  const before = cells.at(-1);
  if (across !== undefined && across.attributes['w:val'] !== 'restart' && before !== undefined) {
    before.span += span;
    return;
  }
  const down = firstChild(properties, 'w:vMerge');
  const continues = down !== undefined && down.attributes['w:val'] !== 'restart';
  cells.push({ span, header: isOwnHeader(cell), content, continues });
}

function pushBlank(cells: RawCell[], span: number): void {
  if (span > 0) cells.push({ span, header: false, content: [], continues: false });
}

function isOwnHeader(cell: XmlElement): boolean {
  return childElements(cell, 'w:p').some(
    (paragraph) => valueOf(firstChild(paragraph, 'w:pPr'), 'w:pStyle') === HEADER_CELL_STYLE
  );
}

function widthOf(cells: readonly RawCell[]): number {
  return cells.reduce((sum, { span }) => sum + span, 0);
}

function withinColumns(cells: RawCell[]): RawCell[] {
  let free = MOST_COLUMNS;
  return cells.flatMap((cell) => {
    const span = Math.min(cell.span, free);
    free -= span;
    return span > 0 ? [{ ...cell, span }] : [];
  });
}

/** Puts cells on the grid. A cell that goes on from above lengthens that one when it covers the same columns. */
function placeCells(raw: readonly RawRow[], columns: number): PlacedRow[] {
  let above = new Map<number, PlacedCell>();
  return raw.map(({ header, cells }) => {
    const padded = [...cells];
    pushBlank(padded, columns - widthOf(cells));
    const reaching = new Map<number, PlacedCell>();
    const placed: PlacedCell[] = [];
    let column = 0;
    for (const { span, header, continues, content } of padded) {
      const upper = continues ? above.get(column) : undefined;
      const cell = upper?.span === span ? upper : { column, span, header, rows: 0, content };
      if (cell.rows === 0) placed.push(cell);
      cell.rows += 1;
      reaching.set(column, cell);
      column += span;
    }
    above = reaching;
    return { header, cells: placed };
  });
}

/** A row whose cells all come from above shows nothing of its own, and our tables cannot hold it. */
function withoutEmptyRows(rows: readonly PlacedRow[]): PlacedRow[] {
  // How many empty rows stand above each row.
  const emptyAbove = [0];
  for (const { cells } of rows) emptyAbove.push((emptyAbove.at(-1) ?? 0) + (cells.length === 0 ? 1 : 0));
  rows.forEach(({ cells }, start) => {
    const before = emptyAbove[start] ?? 0;
    for (const cell of cells) cell.rows -= (emptyAbove[start + cell.rows] ?? before) - before;
  });
  return rows.filter(({ cells }) => cells.length > 0);
}

function markHeaders(rows: readonly PlacedRow[], boldByStyle: BoldParts): DocumentJson[] {
  if (rows.some(({ cells }) => cells.some(({ header }) => header))) return rows.map(asItSays);
  const flagged = rows.findIndex(({ header }) => !header);
  const leading = flagged === -1 ? rows.length : flagged;
  const headRows =
    leading > 0
      ? leading
      : rows.length > 1 && (boldByStyle.firstRow || isBoldRow(rows[0]?.cells ?? []))
        ? 1
        : 0;
  const firstColumn = boldByStyle.firstColumn || (headRows === 0 && hasBoldFirstColumn(rows));
  return rows.map(({ cells }, index) => ({
    type: 'tableRow',
    content: cells.map((cell) =>
      cellNode(cell, index < headRows || (firstColumn && cell.column === 0 && cells.length > 1))
    )
  }));
}

/** A table of ours says of each cell whether it is a header. */
function asItSays({ cells }: PlacedRow): DocumentJson {
  return { type: 'tableRow', content: cells.map((cell) => cellNode(cell, cell.header)) };
}

function cellNode({ span, rows, content }: PlacedCell, isHeader: boolean): DocumentJson {
  return {
    type: isHeader ? 'tableHeader' : 'tableCell',
    attrs: { colspan: span, rowspan: rows },
    content: content.length > 0 ? content : [{ type: 'paragraph' }]
  };
}

/** Many tables only look as if they had a header row: every cell that says something is bold. */
function isBoldRow(cells: readonly PlacedCell[]): boolean {
  const said = cells.filter(({ content }) => saysSomething(content));
  return said.length > 0 && said.every(isBoldCell);
}

function hasBoldFirstColumn(rows: readonly PlacedRow[]): boolean {
  const firsts = rows.flatMap(({ cells }) => cells.filter(({ column }) => column === 0));
  const others = rows.flatMap(({ cells }) => cells.filter(({ column }) => column > 0));
  return (
    rows.length > 1 &&
    firsts.length > 1 &&
    firsts.every(isBoldCell) &&
    others.some((cell) => !isBoldCell(cell))
  );
}

function isBoldCell({ content }: PlacedCell): boolean {
  return (
    saysSomething(content) &&
    content.every((block) => block.type === 'paragraph' && isWholly(block.content ?? [], 'bold'))
  );
}

function saysSomething(content: readonly DocumentJson[]): boolean {
  return content.some((block) => (block.content ?? []).length > 0);
}

function integer(written: string | undefined, otherwise: number): number {
  const value = Number.parseInt(written ?? '', 10);
  return Number.isNaN(value) ? otherwise : Math.min(value, MOST_COLUMNS);
}
