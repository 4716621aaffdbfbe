import { integerAttribute, type DocumentJson } from '#schema/document-json';
import type { OdtLists } from './odt-lists';
import { odtRuns, type TextLooks } from './odt-runs';
import { gridOf, headRowsOf, spansOf } from './table-grid';

/** What is gathered while the blocks are written. */
export interface OdtContext {
  readonly looks: TextLooks;
  readonly lists: OdtLists;
  notes: number;
  tables: number;
}

/** The paragraph style where nothing else is said. */
type BodyStyle = 'Text_20_body' | 'Quotations' | 'Table_20_Contents' | 'Table_20_Heading';

export function odtBlocks(
  nodes: readonly DocumentJson[],
  context: OdtContext,
  style: BodyStyle = 'Text_20_body'
): string {
  return nodes.map((node) => block(node, context, style)).join('');
}

function block(node: DocumentJson, context: OdtContext, style: BodyStyle): string {
  switch (node.type) {
    case 'heading':
      return heading(node, context);
    case 'bulletList':
    case 'orderedList':
      return listPieces(node, context, style)
        .map(({ xml }) => xml)
        .join('');
    case 'blockquote':
      return odtBlocks(node.content ?? [], context, 'Quotations');
    case 'table':
      return table(node, context);
    case 'horizontalRule':
      return '<text:p text:style-name="Horizontal_20_Line"/>';
    default:
      return `<text:p text:style-name="${style}">${odtRuns(node, context)}</text:p>`;
  }
}

function heading(node: DocumentJson, context: OdtContext): string {
  const level = integerAttribute(node, 'level', { min: 1, max: 6, otherwise: 1 });
  return `<text:h text:style-name="Heading_20_${level}" text:outline-level="${level}">${odtRuns(node, context)}</text:h>`;
}

interface Piece {
  readonly kind: 'list' | 'table';
  readonly xml: string;
}

/**
 * A list, interrupted by the tables inside it: OpenDocument lets none stand in a list. What comes after one goes on in a
 * list that starts with the next number, or without one where the item goes on.
 */
function listPieces(list: DocumentJson, context: OdtContext, style: BodyStyle): Piece[] {
  const name = context.lists.styleOf(list);
  const start = integerAttribute(list, 'start', { min: 0, max: 1_000_000, otherwise: 1 });
  const pieces = (list.content ?? []).flatMap((item, index) => {
    const value = list.type === 'orderedList' ? start + index : null;
    return itemPieces(item, value, { context, style });
  });
  return joined(pieces, name);
}

interface Item extends Piece {
  /** The number that the piece begins with, when it begins with one. */
  readonly value?: number | null;
}

function itemPieces(
  item: DocumentJson,
  value: number | null,
  { context, style }: { context: OdtContext; style: BodyStyle }
): Item[] {
  const pieces: Item[] = [];
  let inside = '';
  const flush = () => {
    if (inside === '') return;
    const begins = !pieces.some(({ kind }) => kind === 'list');
    pieces.push({ kind: 'list', xml: inside, value: begins ? value : undefined });
    inside = '';
  };
  for (const child of item.content ?? []) {
    for (const piece of piecesOf(child, context, style)) {
      if (piece.kind === 'table') flush();
      if (piece.kind === 'table') pieces.push(piece);
      else inside += piece.xml;
    }
  }
  flush();
  return pieces;
}

function piecesOf(node: DocumentJson, context: OdtContext, style: BodyStyle): Piece[] {
  if (node.type === 'table') return [{ kind: 'table', xml: table(node, context) }];
  if (node.type === 'bulletList' || node.type === 'orderedList') return listPieces(node, context, style);
  if (node.type === 'blockquote')
    return (node.content ?? []).flatMap((child) => piecesOf(child, context, 'Quotations'));
  return [{ kind: 'list', xml: block(node, context, style) }];
}

/** Neighbouring items as one list. The first says its number; one that only goes on has none. */
function joined(items: readonly Item[], name: string): Piece[] {
  const pieces: Piece[] = [];
  let open: string | null = null;
  const close = () => {
    if (open !== null)
      pieces.push({ kind: 'list', xml: `<text:list text:style-name="${name}">${open}</text:list>` });
    open = null;
  };
  for (const { kind, xml, value } of items) {
    if (kind === 'table') {
      close();
      pieces.push({ kind, xml });
    } else if (value === undefined) {
      close();
      open = `<text:list-header>${xml}</text:list-header>`;
    } else {
      const numbered: boolean = value === null || (open !== null && !open.startsWith('<text:list-header>'));
      open = `${open ?? ''}<text:list-item${numbered ? '' : ` text:start-value="${value}"`}>${xml}</text:list-item>`;
    }
  }
  close();
  return pieces;
}

function table(node: DocumentJson, context: OdtContext): string {
  const grid = gridOf(node);
  const columns = Math.max(1, ...grid.map((row) => row.length));
  const written = grid.map(
    (row) =>
      `<table:table-row table:style-name="Row">${row.map((cell) => tableCell(cell, context)).join('')}</table:table-row>`
  );
  const heads = headRowsOf(node);
  const head = written.slice(0, heads).join('');
  const headRows = head === '' ? '' : `<table:table-header-rows>${head}</table:table-header-rows>`;
  const body = written.slice(heads).join('');
  return `<table:table table:name="Table${(context.tables += 1)}" table:style-name="Table"><table:table-column table:number-columns-repeated="${columns}"/>${headRows}${body}</table:table>`;
}

/** Null: covered by a merged cell. */
function tableCell(cell: DocumentJson | null, context: OdtContext): string {
  if (cell === null) return '<table:covered-table-cell/>';
  const { columns, rows } = spansOf(cell);
  const spans =
    columns * rows === 1
      ? ''
      : ` table:number-columns-spanned="${columns}" table:number-rows-spanned="${rows}"`;
  const isHead = cell.type === 'tableHeader';
  const words = odtBlocks(cell.content ?? [], context, isHead ? 'Table_20_Heading' : 'Table_20_Contents');
  return `<table:table-cell table:style-name="${isHead ? 'HeadCell' : 'Cell'}"${spans}>${words}</table:table-cell>`;
}
