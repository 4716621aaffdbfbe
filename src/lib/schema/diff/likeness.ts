import type { DocumentJson } from '../document-json';
import type { Effort } from './effort';
import { wordsIn } from './tokens';

/** The words of a block with how often each stands in it. */
export class WordBag {
  readonly size: number;
  readonly #counts = new Map<string, number>();

  constructor(nodes: readonly DocumentJson[]) {
    const words = nodes.flatMap(wordsIn);
    this.size = words.length;
    for (const word of words) {
      const key = word.toLowerCase();
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
  }

  /** 0: no word in common, 1: the same words. Two that have no words are alike. */
  likeness(other: WordBag, effort: Effort): number {
    const all = this.size + other.size;
    if (all === 0) return 1;
    if (!effort.take(1 + Math.min(this.#counts.size, other.#counts.size))) return 0;
    const [few, many] = this.#counts.size < other.#counts.size ? [this, other] : [other, this];
    let shared = 0;
    for (const [word, count] of few.#counts) shared += Math.min(count, many.#counts.get(word) ?? 0);
    return (2 * shared) / all;
  }
}
