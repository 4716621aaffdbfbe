import { isRefusal, type Refusal } from '#domain/refusal';
import { textOf, type DocumentJson } from '#schema/document-json';
import { documentFault, documentSchema } from '#schema/schema';
import { readDocx, type ImportedDocument } from '#server/documents/read-docx';
import { wordFile, type WordFileParts } from './word-file';

/** Reads a Word file made for a test, and makes sure that what comes out is a document of our schema. */
export function readWord(parts: WordFileParts): ImportedDocument {
  return accepted(readDocx(wordFile(parts), 'test.docx'));
}

export function notRefused<T>(result: T | Refusal): Exclude<T, Refusal> {
  if (isRefusal(result)) throw new Error(`refused: ${result.code}`);
  return result as Exclude<T, Refusal>;
}

export function accepted(answer: ReturnType<typeof readDocx>): ImportedDocument {
  const result = notRefused(answer);
  const fault = documentFault(result.json);
  if (fault !== null) throw new Error(`not a document of our schema: ${fault}`);
  return result;
}

/** A document as an outline that is easy to compare: one line a block, indented by depth. */
export function outline(node: DocumentJson, depth = -1): string[] {
  const indent = '  '.repeat(Math.max(0, depth));
  const attrs = node.attrs ?? {};
  if (node.type === 'paragraph' || node.type === 'heading') {
    const name = node.type === 'heading' ? `h${String(attrs.level)}` : 'p';
    const number = typeof attrs.number === 'string' ? ` [${attrs.number}]` : '';
    return [`${indent}${name}${number} ${textOf(node)}`.trimEnd()];
  }
  const inner = (node.content ?? []).flatMap((child) => outline(child, depth + 1));
  return node.type === 'doc' ? inner : [`${indent}${nameOf(node)}`, ...inner];
}

function nameOf({ type, attrs }: DocumentJson): string {
  if (type === 'orderedList') return `ol ${String(attrs?.format)} from ${String(attrs?.start)}`;
  if (type !== 'tableCell' && type !== 'tableHeader') return type;
  const spans = `${Number(attrs?.colspan ?? 1)}x${Number(attrs?.rowspan ?? 1)}`;
  return `${type === 'tableHeader' ? 'th' : 'td'} ${spans}`;
}

/** What remarks are about: the words between their places, blocks apart. */
export function aboutWords({ json, remarks }: ImportedDocument): string[] {
  const node = documentSchema.nodeFromJSON(json);
  return remarks.map(({ from, to }) => node.textBetween(from, to, ' '));
}

/** How often something was reported as not kept. */
export function reported({ report }: ImportedDocument, what: string): number {
  return report.notKept.find((entry) => entry.what === what)?.count ?? 0;
}

export function details({ report }: ImportedDocument, what: string): unknown[] {
  return report.notKept.find((entry) => entry.what === what)?.detail ?? [];
}
