import { isTemplateHint } from './all-templates';
import type { ClauseText } from './clause-text';
import { textOf, type DocumentJson } from './document-json';
import type { OwnTerms } from './own-template';

/**
 * Whether somebody has written something in this part of a text. The templates' own hints are none of it (`own`: of the template of the partnership's own that it was started from), nor are the header
 * cells of a table that has other cells: they say what to fill in.
 */
export function holdsWords(node: DocumentJson, own: OwnTerms | null): boolean {
  if (isTemplateHint(node, own)) return false;
  if (node.type === 'table' && cellsOf(node).some(({ type }) => type === 'tableCell'))
    return cellsOf(node).some((cell) => cell.type === 'tableCell' && holdsText(cell));
  return holdsText(node);
}

/** Whether anything is written under the heading of a clause that a plain summary could be of. */
export function hasWords({ blocks }: Pick<ClauseText, 'blocks'>, own: OwnTerms | null): boolean {
  return blocks.some((block) => holdsWords(block, own));
}

function holdsText(node: DocumentJson): boolean {
  return textOf(node).trim() !== '';
}

function cellsOf(table: DocumentJson): DocumentJson[] {
  return (table.content ?? []).flatMap((row) => row.content ?? []);
}
