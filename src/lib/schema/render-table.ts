import { integerAttribute, nodeSize, textOf, type DocumentJson } from './document-json';
import { escapeHtml } from './escape-html';
import type { RenderContext } from './render-context';

type RenderContent = (nodes: readonly DocumentJson[], start: number, context: RenderContext) => string;

const SPAN = { min: 1, max: 1000, otherwise: 1 };

/**
 * A table inside a region that can be scrolled by keyboard; leading rows of header cells become the table head.
 * `start` is the position of the first row.
 */
export function renderTable(
  table: DocumentJson,
  start: number,
  context: RenderContext,
  renderContent: RenderContent
): string {
  context.tables += 1;
  const label = tableLabel(table, context.tables);
  const rows = table.content ?? [];
  const headRows = countHeadRows(rows);
  let position = start;
  const rendered = rows.map((row, index) => {
    const html = renderRow(row, position + 1, index < headRows, context, renderContent);
    position += nodeSize(row);
    return html;
  });
  const head = headRows > 0 ? `<thead>${rendered.slice(0, headRows).join('')}</thead>` : '';
  const body = `<tbody>${rendered.slice(headRows).join('')}</tbody>`;
  const region = `<div class="table-region" role="region" tabindex="0" aria-label="${escapeHtml(label)}">`;
  return `${region}<table>${head}${body}</table></div>`;
}

/** "Table 2: Outcome, Measure, Target": the number first, for two tables may have the same columns. */
function tableLabel(table: DocumentJson, number: number): string {
  const cells = table.content?.[0]?.content ?? [];
  const hasHead = cells.every(({ type }) => type === 'tableHeader');
  const headings = (hasHead ? cells : []).map((cell) => textOf(cell).trim()).filter((text) => text !== '');
  const words = headings.join(', ');
  const shown = words.length > 100 ? `${words.slice(0, 100).trimEnd()}…` : words;
  return shown === '' ? `Table ${number}` : `Table ${number}: ${shown}`;
}

function rowSpan(cell: DocumentJson): number {
  return integerAttribute(cell, 'rowspan', SPAN);
}

/** Leading rows made of header cells only, unless a cell would reach out of the head, which HTML does not allow. */
function countHeadRows(rows: readonly DocumentJson[]): number {
  const firstBodyRow = rows.findIndex((row) =>
    (row.content ?? []).some(({ type }) => type !== 'tableHeader')
  );
  const leading = firstBodyRow === -1 ? Math.min(1, rows.length) : firstBodyRow;
  const reachesOut = rows
    .slice(0, leading)
    .some((row, index) => (row.content ?? []).some((cell) => index + rowSpan(cell) > leading));
  return reachesOut ? 0 : leading;
}

function renderRow(
  row: DocumentJson,
  start: number,
  inHead: boolean,
  context: RenderContext,
  renderContent: RenderContent
): string {
  let position = start;
  const cells = (row.content ?? []).map((cell) => {
    const html = renderCell(cell, renderContent(cell.content ?? [], position + 1, context), inHead);
    position += nodeSize(cell);
    return html;
  });
  return `<tr>${cells.join('')}</tr>`;
}

function renderCell(cell: DocumentJson, content: string, inHead: boolean): string {
  const colspan = integerAttribute(cell, 'colspan', SPAN);
  const spans =
    (colspan > 1 ? ` colspan="${colspan}"` : '') + (rowSpan(cell) > 1 ? ` rowspan="${rowSpan(cell)}"` : '');
  // An empty header cell names nothing, and a screen reader would announce it all the same.
  const isHeader = cell.type === 'tableHeader' && textOf(cell).trim() !== '';
  return isHeader
    ? `<th scope="${inHead ? 'col' : 'row'}"${spans}>${content}</th>`
    : `<td${spans}>${content}</td>`;
}
