import {
  BookmarkEnd,
  BookmarkStart,
  HeadingLevel,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  WidthType
} from 'docx';
import { integerAttribute, listFormatOf, type DocumentJson, type ListFormat } from '#schema/document-json';
import { HEADER_CELL_STYLE } from './own-styles';
import type { Bookmark } from './clause-bookmarks';
import { runsOf, type RunContext } from './export-runs';
import { headRowsOf, spansOf } from './table-grid';

export const LIST_INDENT = 425;
const PAGE_WIDTH = 9026;
const DEEPEST_LIST = 8;

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6
] as const;

/** How one list of the document is numbered; `null` is a bullet. */
export interface ListDefinition {
  reference: string;
  depth: number;
  format: ListFormat | null;
  start: number;
}

/** What is gathered while the blocks are written: notes, and one numbering per list, so that each starts where it says. */
export interface ExportContext extends RunContext {
  lists: ListDefinition[];
  /** The bookmarks around headings: see `clauseBookmarks`. */
  bookmarks: ReadonlyMap<DocumentJson, readonly Bookmark[]>;
}

/** Where a block stands: the list it is a further paragraph of, or a quotation. */
interface Place {
  list?: { depth: number; definition: ListDefinition | null };
  quoted?: boolean;
  headerCell?: boolean;
}

export function exportBlocks(
  nodes: readonly DocumentJson[],
  context: ExportContext,
  place: Place = {}
): (Paragraph | Table)[] {
  return nodes.flatMap((node) => exportBlock(node, context, place));
}

function exportBlock(node: DocumentJson, context: ExportContext, place: Place): (Paragraph | Table)[] {
  switch (node.type) {
    case 'heading':
      return [exportHeading(node, context)];
    case 'bulletList':
    case 'orderedList':
      return exportList(node, context, place);
    case 'blockquote':
      return exportBlocks(node.content ?? [], context, { ...place, quoted: true });
    case 'table':
      return [exportTable(node, context)];
    case 'horizontalRule':
      return [new Paragraph({ thematicBreak: true })];
    default:
      return [exportParagraph(node, context, place)];
  }
}

function exportHeading(node: DocumentJson, context: ExportContext): Paragraph {
  const level = integerAttribute(node, 'level', { min: 1, max: 6, otherwise: 1 });
  const runs = runsOf(node, context);
  const bookmarks = context.bookmarks.get(node) ?? [];
  // Not the library's own `Bookmark`: all of them have the same number.
  const children = [
    ...bookmarks.map(({ name, number }) => new BookmarkStart(name, number)),
    ...runs,
    ...bookmarks.map(({ number }) => new BookmarkEnd(number))
  ];
  return new Paragraph({ heading: HEADINGS[level - 1], children });
}

function exportParagraph(node: DocumentJson, context: ExportContext, place: Place): Paragraph {
  const { list } = place;
  const style = place.headerCell === true ? HEADER_CELL_STYLE : place.quoted === true ? 'Quote' : undefined;
  return new Paragraph({
    children: runsOf(node, context),
    ...(style === undefined ? {} : { style }),
    ...(list?.definition == null
      ? {}
      : { numbering: { reference: list.definition.reference, level: list.depth } }),
    ...(list?.definition === null ? { indent: { left: LIST_INDENT * (list.depth + 1) } } : {})
  });
}

function exportList(node: DocumentJson, context: ExportContext, place: Place): (Paragraph | Table)[] {
  const depth = Math.min(DEEPEST_LIST, (place.list?.depth ?? -1) + 1);
  const definition: ListDefinition = {
    reference: `list-${context.lists.length + 1}`,
    depth,
    format: node.type === 'bulletList' ? null : listFormatOf(node),
    start: integerAttribute(node, 'start', { min: 0, max: 32767, otherwise: 1 })
  };
  context.lists.push(definition);
  return (node.content ?? []).flatMap((item) =>
    (item.content ?? []).flatMap((block, index) =>
      // Only the first paragraph carries the number; the others are indented below it.
      exportBlock(block, context, { ...place, list: { depth, definition: index === 0 ? definition : null } })
    )
  );
}

function exportTable(node: DocumentJson, context: ExportContext): Table {
  const rows = node.content ?? [];
  const heads = headRowsOf(node);
  const columns = (rows[0]?.content ?? []).reduce((sum, cell) => sum + spansOf(cell).columns, 0);
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: new Array<number>(Math.max(1, columns)).fill(Math.floor(PAGE_WIDTH / Math.max(1, columns))),
    rows: rows.map((row, index) => exportRow(row, index < heads, context))
  });
}

function exportRow(row: DocumentJson, isHead: boolean, context: ExportContext): TableRow {
  return new TableRow({
    tableHeader: isHead,
    children: (row.content ?? []).map((cell) => {
      const { columns: columnSpan, rows: rowSpan } = spansOf(cell);
      const children = exportBlocks(cell.content ?? [], context, { headerCell: cell.type === 'tableHeader' });
      return new TableCell({ columnSpan, rowSpan, children });
    })
  });
}
