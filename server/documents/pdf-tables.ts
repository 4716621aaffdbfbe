import type { Chunk } from './pdf-blocks';
import { artifact } from './pdf-document';
import type { PdfPages } from './pdf-pages';
import {
  CELL_PADDING,
  chunkHeight,
  heightOf,
  type LaidCell,
  type LaidRow,
  type LaidTable
} from './pdf-table-layout';

const BORDER = '#768692';
const HEAD = '#e8edee';

/**
 * Draws a table over as many pages as it needs. Rows that are joined by merged cells stay together where a page can hold them; what is
 * taller than a page is cut between lines. Head rows are shown again on every page, and read aloud once.
 */
export function drawTable(pages: PdfPages, table: LaidTable): void {
  const head = table.rows.slice(0, table.heads);
  for (const rows of unitsOf(table.rows)) {
    const heights = heightsOf(rows);
    const height = sum(heights);
    const isHead = head.includes(rows[0]!);
    if (height > pages.left) {
      pages.newPage();
      if (!isHead) repeatHead(pages, head);
    }
    if (height <= pages.left) drawUnit(pages, rows, heights, 'read');
    else for (const row of rows) drawInPieces(pages, row, isHead ? [] : head);
  }
}

/** Rows that merged cells hold together. */
function unitsOf(rows: readonly LaidRow[]): LaidRow[][] {
  const units: LaidRow[][] = [];
  let reach = 0;
  rows.forEach((row, index) => {
    if (index >= reach) units.push([]);
    units.at(-1)!.push(row);
    const deepest = Math.max(1, ...row.cells.map((cell) => cell.rows));
    reach = Math.max(reach, index + deepest);
  });
  return units;
}

/** Each row is as high as its own cells; a merged cell that needs more makes its last row higher. */
function heightsOf(rows: readonly LaidRow[]): number[] {
  const needed = (cell: LaidCell) => heightOf(cell.chunks) + 2 * CELL_PADDING;
  const heights = rows.map(({ cells }) =>
    Math.max(16, ...cells.filter((cell) => cell.rows === 1).map(needed))
  );
  rows.forEach(({ cells }, index) => {
    for (const cell of cells) {
      const last = Math.min(rows.length, index + cell.rows) - 1;
      const lacking = needed(cell) - sum(heights.slice(index, last + 1));
      if (lacking > 0) heights[last]! += lacking;
    }
  });
  return heights;
}

function drawUnit(
  pages: PdfPages,
  rows: readonly LaidRow[],
  heights: readonly number[],
  how: 'read' | 'shown'
): void {
  const top = pages.y;
  rows.forEach(({ cells }, index) => {
    const y = top + sum(heights.slice(0, index));
    for (const cell of cells) {
      const height = sum(heights.slice(index, index + cell.rows));
      drawCell(pages, cell, { y, height, chunks: cell.chunks, how });
    }
  });
  pages.y = top + sum(heights);
}

function repeatHead(pages: PdfPages, head: readonly LaidRow[]): void {
  const heights = heightsOf(head);
  // A head that fills the page would leave no room for anything else.
  if (head.length > 0 && sum(heights) < pages.most / 2) drawUnit(pages, head, heights, 'shown');
}

/** A row that no page can hold: as many lines of every cell as fit, then the next page. */
function drawInPieces(pages: PdfPages, row: LaidRow, head: readonly LaidRow[]): void {
  let left = row.cells.map((cell) => ({ cell, chunks: cell.chunks }));
  for (;;) {
    const room = pages.left - 2 * CELL_PADDING;
    const pieces = left.map(({ cell, chunks }) => ({ cell, ...cut(chunks, room) }));
    const height = Math.max(16, ...pieces.map(({ now }) => heightOf(now) + 2 * CELL_PADDING));
    const y = pages.y;
    for (const { cell, now } of pieces) drawCell(pages, cell, { y, height, chunks: now, how: 'read' });
    pages.y = y + height;
    left = pieces.map(({ cell, later }) => ({ cell, chunks: later }));
    if (left.every(({ chunks }) => chunks.length === 0)) return;
    pages.newPage();
    repeatHead(pages, head);
  }
}

/** At least one chunk, so that it ends. */
function cut(chunks: readonly Chunk[], room: number): { now: readonly Chunk[]; later: readonly Chunk[] } {
  let used = 0;
  const end = chunks.findIndex((chunk, index) => {
    used += chunkHeight(chunk);
    return used > room && index > 0;
  });
  return end === -1 ? { now: chunks, later: [] } : { now: chunks.slice(0, end), later: chunks.slice(end) };
}

interface Drawn {
  readonly y: number;
  readonly height: number;
  readonly chunks: readonly Chunk[];
  /** "shown": a repetition, which is not read aloud again. */
  readonly how: 'read' | 'shown';
}

function drawCell(pages: PdfPages, cell: LaidCell, { y, height, chunks, how }: Drawn): void {
  const { pdf } = pages;
  const { x, width, isHeader } = cell;
  artifact(pdf, () => {
    if (isHeader) pdf.rect(x, y, width, height).fillColor(HEAD).fill();
    pdf.rect(x, y, width, height).lineWidth(0.5).strokeColor(BORDER).stroke();
  });
  pages.y = y + CELL_PADDING;
  for (const chunk of chunks) {
    if (chunk.kind === 'line') pages.line(chunk, how === 'read' ? chunk.owner : null);
    else if (chunk.kind === 'rule') pages.rule(chunk.x, chunk.width);
    else pages.y += chunkHeight(chunk);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
