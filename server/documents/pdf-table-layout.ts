import { textOf, type DocumentJson } from '#schema/document-json';
import type { Chunk, Place } from './pdf-blocks';
import { describeTag, lineHeight, type Pdf, type Tag } from './pdf-document';
import { gridOf, headRowsOf, spansOf } from './table-grid';

/** A cell with everything in it laid out; `rows` and `columns` are what it spans. */
export interface LaidCell {
  readonly x: number;
  readonly width: number;
  readonly rows: number;
  readonly isHeader: boolean;
  readonly chunks: readonly Chunk[];
}

export interface LaidRow {
  readonly cells: readonly LaidCell[];
}

export interface LaidTable {
  readonly rows: readonly LaidRow[];
  /** The first rows that are headers: they are shown again on every page. */
  readonly heads: number;
  readonly x: number;
  readonly width: number;
}

export const CELL_PADDING = 4;
const SIZE = 9.5;
/** How wide letters are on average, as a part of their size. */
const LETTER = 0.52;
const BOLD_LETTER = 0.6;

type LayBlocks = (nodes: readonly DocumentJson[], place: Place) => Chunk[];

/** Lays out a table: its tags, the width of its columns, and the lines of each cell. Null for one without cells. */
export function layTable(pdf: Pdf, table: DocumentJson, place: Place, lay: LayBlocks): LaidTable | null {
  const grid = gridOf(table);
  const columns = Math.max(0, ...grid.map((row) => row.length));
  if (columns === 0) return null;
  const widths = columnWidths(grid, columns, place.width);
  const heads = headRowsOf(table);
  const tags = new TableTags(pdf, place.tag);
  const rows = grid.map((row, index): LaidRow => {
    const tag = tags.row(index < heads);
    return {
      cells: row.flatMap((cell, column) => {
        if (cell === null) return [];
        const { columns: across, rows: down } = spansOf(cell);
        const before = widths.slice(0, column).reduce((sum, width) => sum + width, place.x);
        const width = widths.slice(column, column + across).reduce((sum, each) => sum + each, 0);
        const isHeader = cell.type === 'tableHeader';
        const inside: Place = {
          tag: tags.cell(tag, cell, index < heads),
          x: before + CELL_PADDING,
          width: Math.max(12, width - 2 * CELL_PADDING),
          text: { size: SIZE, bold: isHeader },
          inCell: true
        };
        return [{ x: before, width, rows: down, isHeader, chunks: lay(cell.content ?? [], inside) }];
      })
    };
  });
  return { rows, heads, x: place.x, width: place.width };
}

/** The height of what stands in a cell, without its padding. */
export function heightOf(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, chunk) => sum + chunkHeight(chunk), 0);
}

export function chunkHeight(chunk: Chunk): number {
  switch (chunk.kind) {
    case 'line':
      return lineHeight(chunk.line);
    case 'gap':
      return chunk.height;
    case 'rule':
      return 8;
    case 'table':
      throw new Error('A table inside a cell is laid out as paragraphs.');
  }
}

/** Table, head and body, rows and cells, as a screen reader goes through them. */
class TableTags {
  readonly #table: Tag;
  #part: { readonly isHead: boolean; readonly tag: Tag } | undefined;

  constructor(
    private readonly pdf: Pdf,
    parent: Tag
  ) {
    this.#table = this.#under(parent, 'Table');
  }

  row(isHead: boolean): Tag {
    if (this.#part?.isHead !== isHead)
      this.#part = { isHead, tag: this.#under(this.#table, isHead ? 'THead' : 'TBody') };
    return this.#under(this.#part.tag, 'TR');
  }

  cell(row: Tag, cell: DocumentJson, inHead: boolean): Tag {
    const isHeader = cell.type === 'tableHeader';
    const tag = this.#under(row, isHeader ? 'TH' : 'TD');
    const { columns, rows } = spansOf(cell);
    const attributes = {
      O: 'Table',
      ...(isHeader ? { Scope: inHead ? 'Column' : 'Row' } : {}),
      ...(columns > 1 ? { ColSpan: columns } : {}),
      ...(rows > 1 ? { RowSpan: rows } : {})
    };
    if (Object.keys(attributes).length > 1) describeTag(tag, attributes);
    return tag;
  }

  #under(parent: Tag, type: string): Tag {
    const tag = this.pdf.struct(type);
    parent.add(tag);
    return tag;
  }
}

/** Every column gets room for its longest word, and a share of the rest by how much is said in it. */
function columnWidths(
  grid: readonly (readonly (DocumentJson | null)[])[],
  columns: number,
  width: number
): number[] {
  const least = new Array<number>(columns).fill(24);
  const most = new Array<number>(columns).fill(24);
  for (const row of grid) {
    row.forEach((cell, column) => {
      if (cell === null || spansOf(cell).columns > 1) return;
      const text = textOf(cell);
      const longest = Math.max(0, ...text.split(/\s+/).map((word) => Math.min(word.length, 24)));
      const letter = cell.type === 'tableHeader' ? BOLD_LETTER : LETTER;
      least[column] = Math.max(least[column]!, longest * SIZE * letter + 2 * CELL_PADDING);
      most[column] = Math.max(most[column]!, Math.min(text.length, 90) * SIZE * LETTER + 2 * CELL_PADDING);
    });
  }
  const needed = least.reduce((sum, each) => sum + each, 0);
  if (needed >= width) return least.map((each) => (each * width) / needed);
  const wishes = most.map((each, column) => Math.max(1, each - least[column]!));
  const wished = wishes.reduce((sum, each) => sum + each, 0);
  return least.map((each, column) => each + ((width - needed) * wishes[column]!) / wished);
}
