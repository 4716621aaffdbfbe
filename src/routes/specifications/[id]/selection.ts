import type { Passage } from '#domain/comment-thread';

/** The part of the DOM that finding a passage needs, so that it can be tested without a browser. */
export interface TreeNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly childNodes: ArrayLike<TreeNode>;
  /** Elements only. */
  getAttribute?(name: string): string | null;
}

/** Where a selection starts or ends, as the DOM tells it: before the child, or before the character, at `offset`. */
export interface Boundary {
  readonly node: TreeNode;
  readonly offset: number;
}

/** One position of the text: its character, "" for a footnote; `position` is null between two blocks. */
interface Unit {
  readonly words: string;
  readonly position: number | null;
}

const TEXT = 3;
const BETWEEN_BLOCKS: Unit = { words: ' ', position: null };
/** Shown with the text but not part of it. */
const NOT_TEXT = ['clause-number', 'passage-label', 'term-meaning', 'put-in'];

/**
 * The passage between two places of a text that `renderDocument` wrote with positions; null when no words lie
 * between them. White space and footnotes at its ends are left out; between two blocks the quote has a space.
 */
export function passageBetween(root: TreeNode, start: Boundary, end: Boundary): Passage | null {
  const reading = new Reading(start, end);
  reading.read(root);
  const units = trimmed(reading.units.slice(reading.from, reading.to));
  const first = units[0]?.position ?? null;
  const last = units.at(-1)?.position ?? null;
  if (first === null || last === null) return null;
  const quote = units.map(({ words }) => words).join('');
  return { from: first, to: last + 1, quote: quote.replace(/\s+/g, ' ').trim() };
}

/** Goes through the text once, from top to bottom, and notes where the two boundaries fall. */
class Reading {
  readonly units: Unit[] = [];
  from = 0;
  to = 0;
  /** The next position of the block that is being read; null outside blocks and inside labels. */
  #next: number | null = null;

  constructor(
    private readonly start: Boundary,
    private readonly end: Boundary
  ) {}

  read(node: TreeNode): void {
    if (node.nodeType === TEXT) this.#readText(node);
    else this.#readElement(node);
  }

  #readElement(node: TreeNode): void {
    const place = node.getAttribute?.('data-pos') ?? null;
    if (place !== null) this.#readBlock(node, Number(place));
    else if (isOneCharacter(node)) this.#readUncounted(node, node.nodeName.toUpperCase() === 'BR' ? ' ' : '');
    else if (isNotText(node)) this.#readUncounted(node);
    else this.#readChildren(node);
  }

  #readBlock(node: TreeNode, position: number): void {
    const around = this.#next;
    this.units.push(BETWEEN_BLOCKS);
    this.#next = position;
    this.#readChildren(node);
    this.#next = around;
  }

  /** Its own text has no positions; with `counted`, the whole of it is one position that stands for these words. */
  #readUncounted(node: TreeNode, counted?: string): void {
    const here = this.#next;
    this.#next = null;
    this.#readChildren(node);
    this.#next = here;
    if (counted !== undefined) this.#add(counted);
  }

  #readChildren(node: TreeNode): void {
    const { length } = node.childNodes;
    for (let index = 0; index <= length; index += 1) {
      this.#meet(node, index);
      if (index < length) this.read(node.childNodes[index]!);
    }
  }

  #readText(node: TreeNode): void {
    const text = node.nodeValue ?? '';
    for (let index = 0; index <= text.length; index += 1) {
      this.#meet(node, index);
      if (index < text.length) this.#add(text.charAt(index));
    }
  }

  #add(words: string): void {
    if (this.#next === null) return;
    this.units.push({ words, position: this.#next });
    this.#next += 1;
  }

  #meet(node: TreeNode, offset: number): void {
    if (node === this.start.node && offset === this.start.offset) this.from = this.units.length;
    if (node === this.end.node && offset === this.end.offset) this.to = this.units.length;
  }
}

function trimmed(units: readonly Unit[]): readonly Unit[] {
  const hasWords = ({ words }: Unit): boolean => words.trim() !== '';
  const first = units.findIndex(hasWords);
  return first === -1 ? [] : units.slice(first, units.findLastIndex(hasWords) + 1);
}

function isNotText(node: TreeNode): boolean {
  const classes = classesOf(node);
  return NOT_TEXT.some((name) => classes.includes(name));
}

function isOneCharacter(node: TreeNode): boolean {
  return node.nodeName.toUpperCase() === 'BR' || classesOf(node).includes('note-reference');
}

function classesOf(node: TreeNode): string[] {
  return (node.getAttribute?.('class') ?? '').split(' ');
}
