import * as Y from 'yjs';
import { BODY } from '#schema/schema';

const LETTERS = 'the quick brown fox jumps over the lazy dog and then ';

/**
 * One writer's own Y.Doc, typing letter after letter inside a paragraph that is there already: what a person at an
 * editor sends. Every letter is one update that holds exactly one new clock, so the clock is the number of the edit.
 */
export class Keyboard {
  readonly clientId = 1 + Math.floor(Math.random() * (2 ** 32 - 2));
  readonly #doc = new Y.Doc();
  readonly #text: Y.XmlText;
  #at: number;
  #typed = 0;

  /** `place` spreads writers over the paragraphs of the text. */
  constructor(base: Uint8Array, place: number) {
    this.#doc.clientID = this.clientId;
    Y.applyUpdate(this.#doc, base);
    const paragraphs = paragraphsWithText(this.#doc.getXmlFragment(BODY));
    const text = paragraphs[place % paragraphs.length];
    if (!text) throw new Error('There is no paragraph to type in.');
    this.#text = text;
    this.#at = 1 + (place % (text.length - 1));
  }

  type(count: number): Uint8Array[] {
    const updates: Uint8Array[] = [];
    const note = (update: Uint8Array) => updates.push(update);
    this.#doc.on('update', note);
    for (let typed = 0; typed < count; typed += 1) {
      this.#text.insert(this.#at, LETTERS[this.#typed % LETTERS.length]!);
      this.#at += 1;
      this.#typed += 1;
    }
    this.#doc.off('update', note);
    if (updates.length !== count || Y.getState(this.#doc.store, this.clientId) !== this.#typed)
      throw new Error('A letter was not one update of one clock.');
    return updates;
  }
}

/** The texts of top-level paragraphs of at least two letters: typing stays inside whatever marks they have. */
function paragraphsWithText(body: Y.XmlFragment): Y.XmlText[] {
  const texts: Y.XmlText[] = [];
  for (const block of body.toArray()) {
    if (!(block instanceof Y.XmlElement) || block.nodeName !== 'paragraph') continue;
    const first = block.get(0) as unknown;
    if (first instanceof Y.XmlText && first.length > 2) texts.push(first);
  }
  return texts;
}
