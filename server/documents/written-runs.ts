import * as Y from 'yjs';
import { DEEPEST } from './read-draft';
import type { RowIndex } from './row-index';

/** A stretch of text that one client wrote and that came in with one row of the log. */
export interface WrittenRun {
  /** ProseMirror positions. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** The id of its first letter: the others follow. */
  readonly client: number;
  readonly clock: number;
  readonly sequence: number;
  /** The words of a note: they take one position. */
  readonly isNote: boolean;
}

const LEAVES = new Set(['footnote', 'hardBreak', 'horizontalRule']);

/**
 * Who wrote what, from the text itself: every character that is still there, in its order. Formatting is not looked at:
 * whoever makes words bold has not written them, and no mark that a client sends can say who did.
 */
export function writtenRuns(body: Y.XmlFragment, rows: RowIndex): WrittenRun[] {
  const walk = new Walk(rows);
  walk.children(body, 0, 0);
  return walk.runs;
}

class Walk {
  readonly runs: WrittenRun[] = [];

  constructor(private readonly rows: RowIndex) {}

  /** Returns the position after the last child. */
  children(parent: Y.XmlFragment, depth: number, start: number): number {
    let position = start;
    if (depth > DEEPEST) return position;
    for (const child of parent.toArray()) {
      if (child instanceof Y.XmlText) position = this.#text(child, position);
      else if (child instanceof Y.XmlElement) position = this.#element(child, depth + 1, position);
    }
    return position;
  }

  #element(element: Y.XmlElement, depth: number, position: number): number {
    if (!LEAVES.has(element.nodeName)) return this.children(element, depth, position + 1) + 1;
    if (element.nodeName === 'footnote') this.#note(element, position);
    return position + 1;
  }

  #text(text: Y.XmlText, start: number): number {
    let position = start;
    for (let item = text._start; item; item = item.right) {
      if (item.deleted || !item.countable) continue;
      const words = item.content instanceof Y.ContentString ? item.content.str : '\ufffc'.repeat(item.length);
      this.#add(words, item.id, position);
      position += item.length;
    }
    return position;
  }

  /** A note takes one position; its words were written by whoever last set them. */
  #note(element: Y.XmlElement, position: number): void {
    const item = element._map.get('text') ?? element._item;
    const words = element.getAttribute('text') as unknown;
    const row = item && this.rows.rowOf(item.id.client, item.id.clock);
    if (!item || !row || typeof words !== 'string') return;
    const place = { from: position, to: position + 1, isNote: true };
    this.runs.push({ ...place, text: words, ...item.id, sequence: row.sequence });
  }

  /** One item may have grown over several rows. */
  #add(words: string, { client, clock }: Y.ID, position: number): void {
    for (let at = 0; at < words.length;) {
      const row = this.rows.rowOf(client, clock + at);
      if (!row) return;
      const end = Math.min(words.length, row.until - clock);
      const text = words.slice(at, end);
      const [from, to] = [position + at, position + end];
      const id = { client, clock: clock + at };
      this.runs.push({ from, to, text, ...id, sequence: row.sequence, isNote: false });
      at = end;
    }
  }
}
