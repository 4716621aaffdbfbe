import { isClause } from './clause-ids';
import { textOf, type DocumentJson } from './document-json';

/** "headings": what one fills in. "everything": the words too. */
export type TemplateKeeps = 'headings' | 'everything';

/**
 * What a partnership starts its next specification from, made of one it has. Of "headings" remain the headings, hints
 * (paragraphs in italics only), the header cells of tables, and an empty paragraph wherever there were words.
 */
export function templateFrom(json: DocumentJson, keeps: TemplateKeeps): DocumentJson {
  if (keeps === 'everything') return json;
  const content: DocumentJson[] = [];
  for (const node of json.content ?? []) {
    const kept = keptOf(node);
    const before = content.at(-1);
    if (!(isEmpty(kept) && before && isEmpty(before))) content.push(kept);
  }
  return { type: 'doc', content: content.length > 0 ? content : [EMPTY] };
}

const EMPTY: DocumentJson = { type: 'paragraph' };

function keptOf(node: DocumentJson): DocumentJson {
  if (isClause(node) || isHint(node)) return node;
  return node.type === 'table' ? emptied(node) : EMPTY;
}

function isEmpty(node: DocumentJson): boolean {
  return node.type === 'paragraph' && textOf(node) === '';
}

function isHint(node: DocumentJson): boolean {
  const words = node.content ?? [];
  const inItalics = (text: DocumentJson) => text.marks?.some(({ type }) => type === 'italic') ?? false;
  return node.type === 'paragraph' && words.length > 0 && words.every(inItalics);
}

/** A table whose cells are empty but for those of its headers. */
function emptied(node: DocumentJson): DocumentJson {
  if (node.type === 'tableHeader') return node;
  if (node.type === 'tableCell') return { ...node, content: [EMPTY] };
  return { ...node, content: (node.content ?? []).map(emptied) };
}
