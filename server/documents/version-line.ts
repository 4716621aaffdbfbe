import type { DocumentJson } from '#schema/document-json';
import { collapsed } from './passage-text';

/** The words of a document as one line, as `passageText` makes it of a draft: blocks and line breaks are one space. */
export function lineOf(json: DocumentJson): string {
  return collapsed(wordsOf(json));
}

function wordsOf(node: DocumentJson): string {
  if (node.text !== undefined) return node.text;
  if (node.type === 'footnote') return '';
  return `${(node.content ?? []).map(wordsOf).join('')} `;
}
