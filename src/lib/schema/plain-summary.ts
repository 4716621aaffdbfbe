import { toHex, type Sha256 } from '#domain/bytes';
import type { SummaryState } from '#domain/clause-state';
import { canonicalDocument } from './canonical';
import { withoutEmpty } from './clause-text';
import { stringAttribute, textOf, type DocumentJson } from './document-json';

/** What somebody had before them when they said that it is right: SHA-256, hex. */
export interface ConfirmedTexts {
  readonly clauseHash: string;
  readonly summaryHash: string;
}

/** Both texts as they are now. A clause that is gone has no hash: nothing is confirmed of it. */
export function summaryState(
  now: { readonly clauseHash: string | null; readonly summaryHash: string; readonly hasWords: boolean },
  confirmed: ConfirmedTexts | null
): SummaryState {
  if (!now.hasWords) return 'none';
  if (!confirmed) return 'draft';
  if (now.clauseHash !== confirmed.clauseHash) return 'stale';
  return now.summaryHash === confirmed.summaryHash ? 'confirmed' : 'draft';
}

/** The words of each paragraph, list item and cell in reading order, without the empty ones. */
export function summaryBlocks(json: DocumentJson): string[] {
  if (json.type === 'paragraph' || json.type === 'heading') {
    const words = textOf(json).replace(/\s+/g, ' ').trim();
    return words === '' ? [] : [words];
  }
  return (json.content ?? []).flatMap(summaryBlocks);
}

/** SHA-256, hex, of the summary's canonical text without empty paragraphs. */
export function summaryHash(json: DocumentJson, sha256: Sha256): string {
  const canonical = canonicalDocument({ ...json, content: withoutEmpty(json.content ?? []) });
  return toHex(sha256(new TextEncoder().encode(canonical)));
}

/**
 * The summary as it is shown under its clause's heading: the clause gives the heading, so one within it is an ordinary paragraph in
 * bold, and a note stands in brackets where it was made.
 */
export function shownSummary(json: DocumentJson): DocumentJson {
  if (json.type === 'footnote') return { type: 'text', text: ` (${stringAttribute(json, 'text') ?? ''})` };
  const content = json.content?.map(shownSummary);
  if (json.type === 'heading')
    return { type: 'paragraph', ...(content ? { content: content.map(bold) } : {}) };
  return content ? { ...json, content } : json;
}

function bold(node: DocumentJson): DocumentJson {
  if (node.text === undefined) return node;
  return { ...node, marks: [...(node.marks ?? []).filter(({ type }) => type !== 'bold'), { type: 'bold' }] };
}
