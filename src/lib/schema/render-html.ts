import type { ClauseId } from '#domain/ids';
import {
  contentSize,
  integerAttribute,
  listFormatOf,
  nodeSize,
  stringAttribute,
  textOf,
  type DocumentJson,
  type ListFormat
} from './document-json';
import { isClause, ownClauseId } from './clause-ids';
import { escapeHtml } from './escape-html';
import { renderContext, type RenderContext, type RenderOptions } from './render-context';
import { renderInline } from './render-inline';
import { renderTable } from './render-table';

/** One line of the contents list. `pos` is the position where the heading's text starts. */
export interface ContentsEntry {
  id: string;
  level: number;
  number: string | null;
  text: string;
  pos: number;
  /** What names the clause for ever; null when it has no id of its own, or is none: it stands in a table, a list, a quotation. */
  clause: ClauseId | null;
}

const LIST_TYPES: Record<ListFormat, string> = {
  decimal: '1',
  'lower-alpha': 'a',
  'upper-alpha': 'A',
  'lower-roman': 'i',
  'upper-roman': 'I'
};

/**
 * A document as accessible HTML. Every text is escaped and every link passes the allow-list, so the result may
 * go into a page as it is. Headings get the ids `clause-ID`, or `clause-1`, `clause-2`, … in reading order where the text gives
 * them none; notes follow at the end.
 * To turn a place in the page into a position: `data-pos` of the block, plus the text before it, leaving out
 * `.clause-number`, `.passage-label` and `.term-meaning`; a `<br>` and a `.note-reference` count one each.
 */
export function renderDocument(json: DocumentJson, options: RenderOptions = {}): string {
  const context = renderContext(options, json);
  const body = renderBlocks(json.content ?? [], 0, context);
  return body + renderNotes(context);
}

/** The headings of a document in reading order, with the ids that `renderDocument` gives them. */
export function contents(json: DocumentJson): ContentsEntry[] {
  const entries: ContentsEntry[] = [];
  collectHeadings(json, -1, { entries, taken: new Set() });
  return entries;
}

function collectHeadings(
  node: DocumentJson,
  position: number,
  found: { readonly entries: ContentsEntry[]; readonly taken: Set<string> },
  depth = 0
): void {
  const { entries, taken } = found;
  if (isClause(node)) {
    const clause = depth === 1 ? ownClauseId(node, taken) : null;
    entries.push({
      id: headingId(clause, entries.length + 1),
      clause,
      level: headingLevel(node),
      number: stringAttribute(node, 'number'),
      text: textOf(node).trim(),
      pos: position + 1
    });
  }
  let inside = position + 1;
  for (const child of node.content ?? []) {
    collectHeadings(child, inside, found, depth + 1);
    inside += nodeSize(child);
  }
}

function headingLevel(node: DocumentJson): number {
  return integerAttribute(node, 'level', { min: 1, max: 6, otherwise: 1 });
}

/** Ten characters by chance are no number, and no template says "3". */
function headingId(clause: ClauseId | null, place: number): string {
  return `clause-${clause ?? place}`;
}

/** Blocks one after the other, the first of them at position `start`. */
export function renderBlocks(nodes: readonly DocumentJson[], start: number, context: RenderContext): string {
  let position = start;
  let html = '';
  for (const node of nodes) {
    html += renderBlock(node, position, context);
    position += nodeSize(node);
  }
  return html;
}

function renderBlock(node: DocumentJson, position: number, context: RenderContext): string {
  const inside = position + 1;
  const children = () => renderBlocks(node.content ?? [], inside, context);
  switch (node.type) {
    case 'paragraph':
      return renderTextblock('p', '', node, inside, context);
    case 'heading':
      return renderHeading(node, inside, context);
    case 'bulletList':
      return `<ul>${children()}</ul>`;
    case 'orderedList':
      return `<ol${listAttributes(node)}>${children()}</ol>`;
    case 'listItem':
      return `<li>${children()}</li>`;
    case 'blockquote':
      return `<blockquote>${children()}</blockquote>`;
    case 'horizontalRule':
      return '<hr>';
    case 'table':
      return renderTable(node, inside, context, renderBlocks);
    default:
      // A node of a later version of the schema: its text is still shown.
      return contentSize(node) > 0 ? `<div>${children()}</div>` : '';
  }
}

function renderHeading(node: DocumentJson, inside: number, context: RenderContext): string {
  if (!isClause(node)) return renderTextblock('p', '', node, inside, context);
  context.clauses += 1;
  const clause = context.tops.has(node) ? ownClauseId(node, context.clauseIds) : null;
  const level = context.headingLevel(headingLevel(node));
  context.explained.clear();
  const silent = { ...context, terms: undefined };
  return renderTextblock(`h${level}`, ` id="${headingId(clause, context.clauses)}"`, node, inside, silent);
}

function renderTextblock(
  tag: string,
  attributes: string,
  node: DocumentJson,
  inside: number,
  context: RenderContext
): string {
  const place = context.positions ? ` data-pos="${inside}"` : '';
  const number = stringAttribute(node, 'number');
  const shown = number === null ? '' : `<span class="clause-number">${escapeHtml(number)} </span>`;
  return `<${tag}${attributes}${place}>${shown}${renderInline(node.content ?? [], inside, context)}</${tag}>`;
}

function listAttributes(node: DocumentJson): string {
  const start = integerAttribute(node, 'start', { min: -32768, max: 32767, otherwise: 1 });
  const format = listFormatOf(node);
  const type = format === 'decimal' ? '' : ` type="${LIST_TYPES[format]}" class="${format}"`;
  return (start === 1 ? '' : ` start="${start}"`) + type;
}

function renderNotes(context: RenderContext): string {
  if (context.notes.length === 0) return '';
  const level = Math.max(2, context.headingLevel(1));
  const items = context.notes.map((text, index) => {
    const number = index + 1;
    const back = `<a href="#note-reference-${number}" role="doc-backlink" aria-label="Back to note ${number} in the text">↩</a>`;
    return `<li id="note-${number}">${escapeHtml(text)} ${back}</li>`;
  });
  return `<section class="notes" role="doc-endnotes" aria-labelledby="notes-heading"><h${level} id="notes-heading">Notes</h${level}><ol>${items.join('')}</ol></section>`;
}
