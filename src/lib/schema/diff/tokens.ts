import { stringAttribute, type DocumentJson } from '../document-json';

/** The smallest thing that is added or removed: a word, a sign, the white space between words, a note or a line break. */
export interface Token {
  /** Equal for tokens that read the same, whatever their formatting. */
  readonly key: string;
  /** As it stands in the text; its own text and no more. */
  readonly node: DocumentJson;
}

/** "1,180,000", "£12", "32%", "two-hour", "don’t" are one word each. */
const PIECES = /[£$€]?[\p{L}\p{N}\p{M}]+(?:[-’'.,/:@][\p{L}\p{N}\p{M}]+)*%?|\s+|[^]/gu;
const WORD = /[\p{L}\p{N}]/u;

/** The inline content of a paragraph or heading in pieces. */
export function tokensOf(nodes: readonly DocumentJson[]): Token[] {
  return nodes.flatMap((node) => {
    if (node.text === undefined) return [{ key: leafKey(node), node }];
    return (node.text.match(PIECES) ?? []).map((text) => ({ key: text, node: { ...node, text } }));
  });
}

/** Inline content again: neighbouring texts with the same formatting are one. */
export function nodesOf(tokens: readonly DocumentJson[]): DocumentJson[] {
  const nodes: DocumentJson[] = [];
  for (const node of tokens) {
    const last = nodes.at(-1);
    if (last?.text !== undefined && node.text !== undefined && marksOf(last) === marksOf(node))
      nodes[nodes.length - 1] = { ...last, text: last.text + node.text };
    else nodes.push(node);
  }
  return nodes;
}

export function marksOf(node: DocumentJson): string {
  return JSON.stringify(node.marks ?? []);
}

/** Can stand alone as something to read: not white space or punctuation. */
export function isWord({ node }: Token): boolean {
  return node.text === undefined ? node.type === 'footnote' : WORD.test(node.text);
}

/** Where the words of a line stand in it. */
export function wordPlaces(line: string): { readonly at: number; readonly length: number }[] {
  return [...line.matchAll(PIECES)]
    .filter(({ 0: piece }) => WORD.test(piece))
    .map(({ 0: piece, index }) => ({ at: index, length: piece.length }));
}

/** The words of a block and of everything in it, those of notes too, in reading order. */
export function wordsIn(node: DocumentJson): string[] {
  if (node.text !== undefined) return (node.text.match(PIECES) ?? []).filter((piece) => WORD.test(piece));
  const note = node.type === 'footnote' ? wordsIn({ type: 'text', text: noteText(node) }) : [];
  return [...note, ...(node.content ? nodesOf(node.content).flatMap(wordsIn) : [])];
}

export function countWords(nodes: readonly DocumentJson[]): number {
  return nodesOf(nodes).reduce((sum, node) => sum + wordsIn(node).length, 0);
}

export function noteText(node: DocumentJson): string {
  return stringAttribute(node, 'text') ?? '';
}

/** No text holds this character, so that a note never equals a word. */
function leafKey(node: DocumentJson): string {
  return `\u0000${JSON.stringify(node)}`;
}
