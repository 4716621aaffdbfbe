import { cannotBeSeen, codeOf, oddCharacters, type OddCharacter } from '#domain/odd-characters';
import type { HiddenCharacter, HiddenCharacters } from '#domain/hidden-characters';
import { stringAttribute, textOf, type DocumentJson } from './document-json';

const MOST_SHOWN = 100;
const AROUND = 24;

/** What a signer would not see in a text: in its words, its numbers, its notes and the addresses of its links. */
export function hiddenCharacters(document: DocumentJson): HiddenCharacters {
  const search = new Search();
  for (const block of document.content ?? []) search.topBlock(block);
  return { found: search.found, count: search.count };
}

/** The same in words that stand outside a text, each with the place where it stands: "in the title". */
export function hiddenInWords(
  words: readonly { readonly place: string; readonly text: string }[]
): HiddenCharacters {
  const search = new Search();
  for (const { place, text } of words) search.words(text, place);
  return { found: search.found, count: search.count };
}

class Search {
  readonly found: HiddenCharacter[] = [];
  count = 0;
  #clause = 'before the first clause';

  /** Only a heading that stands by itself begins a clause: one in a quotation, a list or a table does not. */
  topBlock(node: DocumentJson): void {
    if (node.type === 'heading') this.#clause = clauseName(node);
    this.#block(node, []);
  }

  words(text: string, place: string): void {
    this.#clause = place;
    this.#look(text, []);
  }

  #block(node: DocumentJson, inside: readonly string[]): void {
    const number = stringAttribute(node, 'number');
    if (number !== null) this.#look(number, [...inside, 'in a number']);
    const content = node.content ?? [];
    if (content.some(isInline)) return this.#inline(content, inside);
    const deeper =
      node.type === 'table' && !inside.includes('in a table') ? [...inside, 'in a table'] : inside;
    for (const child of content) this.#block(child, deeper);
  }

  #inline(content: readonly DocumentJson[], inside: readonly string[]): void {
    this.#look(content.map((node) => node.text ?? '\n').join(''), inside);
    let last: unknown;
    for (const node of content) {
      if (node.type === 'footnote') this.#look(stringAttribute(node, 'text') ?? '', [...inside, 'in a note']);
      const href = node.marks?.find(({ type }) => type === 'link')?.attrs?.href;
      // A link over words in several formats is one link.
      if (typeof href === 'string' && href !== last)
        this.#look(readable(href), [...inside, 'in the address of a link']);
      last = href;
    }
  }

  #look(text: string, inside: readonly string[]): void {
    const normal = text.normalize('NFC');
    const odd = oddCharacters(normal);
    this.count += odd.length;
    for (const each of odd.slice(0, MOST_SHOWN - this.found.length)) {
      const place = [this.#clause, ...inside].join(', ');
      this.found.push({ code: each.code, name: each.name, place, shown: excerpt(normal, each) });
    }
  }
}

function isInline({ type, text }: DocumentJson): boolean {
  return text !== undefined || type === 'hardBreak' || type === 'footnote';
}

function clauseName(heading: DocumentJson): string {
  const words = [stringAttribute(heading, 'number') ?? '', textOf(heading).trim()].filter(
    (part) => part !== ''
  );
  return words.length === 0 ? 'under a heading without words' : `in clause ${visible(words.join(' '))}`;
}

/** As a browser shows an address: letters of other alphabets as themselves. */
function readable(href: string): string {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}

function excerpt(text: string, { at, length }: OddCharacter): string {
  const [start, end] = [Math.max(0, at - AROUND), Math.min(text.length, at + length + AROUND)];
  const before = `${start > 0 ? '…' : ''}${visible(whole(text.slice(start, at)))}`;
  const after = `${visible(whole(text.slice(at + length, end)))}${end < text.length ? '…' : ''}`;
  return `${before}${visible(text.slice(at, at + length), true)}${after}`.replace(/\n/g, ' ');
}

/** Cut between characters, not inside one. */
function whole(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '');
}

/** With what cannot be seen as its code; `all`: every character. */
function visible(text: string, all = false): string {
  return [...text]
    .map((character) => (all || cannotBeSeen(character) ? `⟦${codeOf(character)}⟧` : character))
    .join('');
}
