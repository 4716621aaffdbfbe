import * as Y from 'yjs';
import { collapsed, plainText } from './passage-text';

/**
 * Where words of a table stand, by the first words of their row and of their column: "Fewer trips to hospital, Baseline". Null outside a
 * table, and in its first row.
 */
export function cellPlace(text: Y.XmlText): string | null {
  const cell = cellAround(text);
  const row = cell?.parent;
  const top = row instanceof Y.XmlElement && row.parent instanceof Y.XmlElement && row.parent.get(0);
  if (!cell || !(row instanceof Y.XmlElement) || !(top instanceof Y.XmlElement) || row === top) return null;
  // In a row with joined cells nobody can say by counting which column this is.
  const column = row.length === top.length ? top.get(row.toArray().indexOf(cell)) : undefined;
  const names = [row.get(0), column].map((each) => (each && each !== cell ? wordsIn(each) : ''));
  return names.filter((words) => words !== '').join(', ') || null;
}

function cellAround(text: Y.XmlText): Y.XmlElement | null {
  let node: unknown = text.parent;
  while (node instanceof Y.XmlElement) {
    if (node.nodeName === 'tableCell' || node.nodeName === 'tableHeader') return node;
    node = node.parent;
  }
  return null;
}

function wordsIn(node: Y.XmlElement | Y.XmlText | Y.XmlHook): string {
  if (node instanceof Y.XmlText) return collapsed(plainText(node));
  const parts = node instanceof Y.XmlElement ? node.toArray().map(wordsIn) : [];
  return parts.filter((words) => words !== '').join(' ');
}
