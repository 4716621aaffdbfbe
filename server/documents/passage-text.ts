import * as Y from 'yjs';
import { DEEPEST } from './read-draft';

/** A stretch of text in the Y document and the ProseMirror position of its first character. */
export interface TextRun {
  text: Y.XmlText;
  from: number;
}

/** The words of a draft as one line, with the position of every character, for finding quotes. */
export interface PassageText {
  runs: TextRun[];
  /** White space is collapsed: blocks and line breaks are one space. */
  line: string;
  /** For each character of `line`, its position in the document. */
  positions: number[];
}

const LEAVES = new Set(['footnote', 'hardBreak', 'horizontalRule']);

/** Goes through the shared text itself, without making a ProseMirror document: that would repair, and so change, it. */
export function passageText(body: Y.XmlFragment): PassageText {
  const passage: PassageText = { runs: [], line: '', positions: [] };
  walk(body, 0, 0, passage);
  return passage;
}

/** Returns the position after the last child. */
function walk(parent: Y.XmlFragment, depth: number, start: number, passage: PassageText): number {
  let position = start;
  if (depth > DEEPEST) return position;
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) {
      passage.runs.push({ text: child, from: position });
      append(plainText(child), position, passage);
      position += child.length;
    } else if (child instanceof Y.XmlElement) {
      position = walkElement(child, depth + 1, position, passage);
    }
  }
  return position;
}

function walkElement(element: Y.XmlElement, depth: number, position: number, passage: PassageText): number {
  if (LEAVES.has(element.nodeName)) {
    if (element.nodeName !== 'footnote') append(' ', position, passage);
    return position + 1;
  }
  const end = walk(element, depth, position + 1, passage);
  append(' ', end, passage);
  return end + 1;
}

function plainText(text: Y.XmlText): string {
  const delta = text.toDelta() as { insert: unknown }[];
  // An embedded object counts as one character; ours has none, but positions must hold all the same.
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '\ufffc')).join('');
}

function append(text: string, start: number, passage: PassageText): void {
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    const isSpace = /\s/.test(character);
    if (isSpace && (passage.line === '' || passage.line.endsWith(' '))) continue;
    passage.line += isSpace ? ' ' : character;
    passage.positions.push(start + index);
  }
}

export function collapsed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
