import type { DocumentJson, DocumentMark } from '#schema/document-json';
import type { RunLook } from './word-styles';

/** The marks of a run. A link is underlined by its style, which says nothing, so underline is dropped there. */
export function marksOf(look: RunLook, href: string | null): DocumentMark[] {
  const marks: DocumentMark[] = [];
  if (href !== null) marks.push({ type: 'link', attrs: { href } });
  if (look.bold === true) marks.push({ type: 'bold' });
  if (look.italic === true) marks.push({ type: 'italic' });
  if (look.underline === true && href === null) marks.push({ type: 'underline' });
  if (look.strike === true) marks.push({ type: 'strike' });
  if (look.script !== undefined && look.script !== 'baseline') marks.push({ type: look.script });
  return marks;
}

export function textNode(text: string, marks: DocumentMark[]): DocumentJson {
  return marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks };
}

/** Joins neighbouring texts of the same look, and takes spaces and breaks off both ends of a paragraph. */
export function tidyInline(nodes: readonly DocumentJson[]): DocumentJson[] {
  return trimmed(joinedTexts(nodes));
}

/** Joins neighbouring texts of the same look. */
export function joinedTexts(nodes: readonly DocumentJson[]): DocumentJson[] {
  const joined: DocumentJson[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    const same = JSON.stringify(last?.marks) === JSON.stringify(node.marks);
    if (last?.text !== undefined && node.text !== undefined && same) {
      joined[joined.length - 1] = { ...last, text: last.text + node.text };
    } else {
      joined.push(node);
    }
  }
  return joined;
}

function trimmed(nodes: DocumentJson[]): DocumentJson[] {
  const start = nodes.findIndex((node) => !isBlank(node));
  const kept = start === -1 ? [] : nodes.slice(start, nodes.findLastIndex((node) => !isBlank(node)) + 1);
  const [first, last] = [kept[0], kept.at(-1)];
  if (first?.text !== undefined) kept[0] = { ...first, text: first.text.replace(/^[ \t]+/, '') };
  const end = kept.at(-1);
  if (last?.text !== undefined && end?.text !== undefined) {
    kept[kept.length - 1] = { ...end, text: end.text.replace(/[ \t]+$/, '') };
  }
  return kept;
}

function isBlank(node: DocumentJson): boolean {
  return node.type === 'hardBreak' || (node.text !== undefined && /^[ \t]*$/.test(node.text));
}

export function withoutMark(nodes: readonly DocumentJson[], name: string): DocumentJson[] {
  const stripped = nodes.map((node) => {
    const { marks, ...rest } = node;
    const kept = (marks ?? []).filter(({ type }) => type !== name);
    return kept.length === 0 ? rest : { ...rest, marks: kept };
  });
  return tidyInline(stripped);
}

/** Whether every word carries the mark. */
export function isWholly(nodes: readonly DocumentJson[], name: string): boolean {
  const words = nodes.filter(({ text }) => text !== undefined && text.trim() !== '');
  return words.length > 0 && words.every(({ marks }) => marks?.some(({ type }) => type === name) === true);
}
