import * as Y from 'yjs';
import { deletedIn, IdSet } from './id-ranges';

/** What honest people have written and deleted, wherever it has come to. */
export class Ledger {
  readonly deleted = new IdSet();
  /** Client id and clock → the character that was written there. */
  readonly #letters = new Map<number, Map<number, string>>();

  /** To be called for everything that somebody writes in their own copy. */
  note(update: Uint8Array): void {
    const { structs, ds } = Y.decodeUpdate(update);
    for (const range of deletedIn(ds)) this.deleted.add(range);
    for (const struct of structs)
      if (struct instanceof Y.Item && struct.content instanceof Y.ContentString)
        this.#write(struct.id.client, struct.id.clock, struct.content.str);
  }

  /** What is wrong with a piece of the text that is in the log now; undefined: nothing. */
  faultOf(item: Y.Item): string | undefined {
    const { client, clock } = item.id;
    if (!(item.content instanceof Y.ContentString)) return undefined;
    const written = this.#letters.get(client);
    for (let at = 0; at < item.content.str.length; at += 1) {
      const letter = written?.get(clock + at);
      if (letter !== item.content.str[at])
        return `${client}:${clock + at} says "${item.content.str[at]}" and was written as "${letter}"`;
    }
    return undefined;
  }

  /** Words of the piece that were deleted by nobody, neither by themselves nor with what they stood in. */
  lostFrom({ id, content, parent }: Y.Item): string {
    if (!(content instanceof Y.ContentString) || this.#isGone(parent)) return '';
    const lost = [...content.str.split('')].filter((_, at) => !this.deleted.has(id.client, id.clock + at));
    return lost.join('');
  }

  #isGone(place: Y.Item['parent']): boolean {
    for (let item = itemOf(place); item; item = itemOf(item.parent))
      if (this.deleted.has(item.id.client, item.id.clock)) return true;
    return false;
  }

  #write(client: number, clock: number, text: string): void {
    let letters = this.#letters.get(client);
    if (!letters) this.#letters.set(client, (letters = new Map()));
    for (let at = 0; at < text.length; at += 1) letters.set(clock + at, text[at]!);
  }
}

function itemOf(place: Y.Item['parent']): Y.Item | null {
  return place instanceof Y.AbstractType ? place._item : null;
}
