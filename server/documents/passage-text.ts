import * as Y from 'yjs';
import { BODY } from '#schema/schema';
import { oncePerState } from './once-per-state';
import { DEEPEST } from './read-draft';

/** A stretch of text in the Y document and the ProseMirror position of its first character. */
export interface TextRun {
  readonly text: Y.XmlText;
  readonly from: number;
}

/** The words of a draft as one line, with the position of every character, for finding quotes. */
export interface PassageText {
  readonly runs: readonly TextRun[];
  /** White space is collapsed: blocks and line breaks are one space. */
  readonly line: string;
  /** For each character of `line`, its position in the document; ascending. */
  readonly positions: readonly number[];
}

const LEAVES = new Set(['footnote', 'hardBreak', 'horizontalRule']);
const SPACE = /\s/;

/** Goes through the shared text itself, without making a ProseMirror document: that would repair, and so change, it. */
export const passageText = oncePerState((ydoc): PassageText => {
  const found = new Words();
  walk(ydoc.getXmlFragment(BODY), 0, 0, found);
  return { runs: found.runs, line: found.characters.join(''), positions: found.positions };
});

/** The first character of the line that stands at this position or after it; -1 when there is none. */
export function firstFrom({ positions }: PassageText, position: number): number {
  let [low, high] = [0, positions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (positions[middle]! < position) low = middle + 1;
    else high = middle;
  }
  return low < positions.length ? low : -1;
}

/** The shared text in which a range stands; undefined when it stands in several. */
export function runAround({ runs }: PassageText, range: { from: number; to: number }): TextRun | undefined {
  return runs.find(({ text, from }) => from <= range.from && range.to <= from + text.length);
}

class Words {
  readonly runs: TextRun[] = [];
  /** The line, character by character: to ask a growing string for its end takes as long as it is. */
  readonly characters: string[] = [];
  readonly positions: number[] = [];
  #afterSpace = true;

  add(text: string, start: number): void {
    for (let index = 0; index < text.length; index += 1) {
      const character = text.charAt(index);
      const isSpace = SPACE.test(character);
      if (isSpace && this.#afterSpace) continue;
      this.#afterSpace = isSpace;
      this.characters.push(isSpace ? ' ' : character);
      this.positions.push(start + index);
    }
  }
}

/** Returns the position after the last child. */
function walk(parent: Y.XmlFragment, depth: number, start: number, found: Words): number {
  let position = start;
  if (depth > DEEPEST) return position;
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) {
      found.runs.push({ text: child, from: position });
      found.add(plainText(child), position);
      position += child.length;
    } else if (child instanceof Y.XmlElement) {
      position = walkElement(child, depth + 1, position, found);
    }
  }
  return position;
}

function walkElement(element: Y.XmlElement, depth: number, position: number, found: Words): number {
  if (LEAVES.has(element.nodeName)) {
    if (element.nodeName !== 'footnote') found.add(' ', position);
    return position + 1;
  }
  const end = walk(element, depth, position + 1, found);
  found.add(' ', end);
  return end + 1;
}

/** A shared text's letters, one for each of its positions. */
export function plainText(text: Y.XmlText): string {
  const delta = text.toDelta() as { insert: unknown }[];
  // An embedded object counts as one character; ours has none, but positions must hold all the same.
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '\ufffc')).join('');
}

export function collapsed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
