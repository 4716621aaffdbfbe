import type { Remark, WordRemark } from './word-remarks';
import { childElements, descendants, innerText, type XmlElement } from './xml-tree';

const MOST_OPEN = 200;
/** Comments beyond this many in one file are only counted. */
const MOST_COMMENTS = 500;

/** The comments of a Word file, and which of them are about the words that are read at a moment. */
export class WordComments {
  readonly #open = new Set<string>();
  readonly #about = new Set<string>();
  readonly #comments: readonly XmlElement[];
  /** For a reply, the id of the comment that it stands under. */
  readonly #parents: ReadonlyMap<string, string>;

  constructor(tree: XmlElement | null, extended: XmlElement | null) {
    this.#comments = tree === null ? [] : childElements(tree, 'w:comment');
    this.#parents = parentsOf(this.#comments, extended);
  }

  /** How many the file has, replies included. */
  get count(): number {
    return this.#comments.length;
  }

  begin(id: string | undefined): void {
    if (id !== undefined && this.#open.size < MOST_OPEN) this.#open.add(id);
  }

  end(id: string | undefined): void {
    if (id !== undefined) this.#open.delete(id);
  }

  /** The remarks that the words read now are about. */
  here(): string[] {
    for (const id of this.#open) this.#about.add(id);
    return [...this.#open].map(remarkId);
  }

  /** The place of a comment is passed: its remark, when it was about no words. */
  referenced(id: string | undefined): string | null {
    return id === undefined || this.#about.has(id) ? null : remarkId(id);
  }

  remarks(): WordRemark[] {
    const tops = this.#comments.filter((comment) => !this.#parents.has(idOf(comment)));
    return tops.slice(0, MOST_COMMENTS).map((comment) => ({
      id: remarkId(idOf(comment)),
      ...remarkOf(comment),
      wording: null,
      replies: this.#comments.filter((each) => this.#parents.get(idOf(each)) === idOf(comment)).map(remarkOf)
    }));
  }
}

function remarkId(id: string): string {
  return `comment-${id}`;
}

function idOf(comment: XmlElement): string {
  return comment.attributes['w:id'] ?? '';
}

function remarkOf(comment: XmlElement): Remark {
  return { claimedAuthor: comment.attributes['w:author']?.trim() || null, body: saidIn(comment) };
}

/** Word says which comment is a reply in a part of its own, by the ids of their last paragraphs. */
function parentsOf(
  comments: readonly XmlElement[],
  extended: XmlElement | null
): ReadonlyMap<string, string> {
  const byParagraph = new Map<string, string>();
  for (const comment of comments)
    for (const paragraph of childElements(comment, 'w:p'))
      byParagraph.set(paragraph.attributes['w14:paraId'] ?? '', idOf(comment));
  byParagraph.delete('');
  const parents = new Map<string, string>();
  for (const { attributes } of extended === null ? [] : childElements(extended, 'w15:commentEx')) {
    const reply = byParagraph.get(attributes['w15:paraId'] ?? '');
    const parent = byParagraph.get(attributes['w15:paraIdParent'] ?? '');
    if (reply !== undefined && parent !== undefined && reply !== parent) parents.set(reply, parent);
  }
  return topmost(parents);
}

/** A file may claim replies to replies, or a circle of them. */
function topmost(parents: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const flat = new Map<string, string>();
  for (const [reply, parent] of parents) if (!parents.has(parent)) flat.set(reply, parent);
  return flat;
}

/** The words of a comment, with its paragraphs on lines of their own. */
function saidIn(comment: XmlElement): string {
  return descendants(comment, 'w:p').map(textIn).join('\n').trim();
}

/** The plain words of a part of the file that is only reported: its paragraphs, joined by spaces. */
export function wordsOf(element: XmlElement): string {
  return descendants(element, 'w:p').map(textIn).join(' ').replace(/\s+/g, ' ').trim();
}

function textIn(paragraph: XmlElement): string {
  return descendants(paragraph, 'w:t').map(innerText).join('').replace(/\s+/g, ' ').trim();
}
