import { canonicalJson } from '../canonical';
import { stringAttribute, type DocumentJson } from '../document-json';
import type { Clause } from './changes';
import { clausesIn, headingKey, headingPaths, lastingId, nodesIn } from './clauses';
import { commonPairs, type Pair } from './common-sequence';
import type { Effort } from './effort';
import { WordBag } from './likeness';

/** A clause with another heading is the same one when it shares so much. */
const ALIKE = 0.5;
const MOST_LOOKED_AT = 40_000;

/** One of the two texts. */
export interface Side {
  readonly clauses: readonly Clause[];
  /** The id that each of them keeps for ever; null for those that have none. */
  readonly ids: readonly (string | null)[];
}

export function sideOf(document: DocumentJson): Side {
  // The ids that clauses keep may not be part of what is compared.
  return { clauses: clausesIn(canonicalJson(document)), ids: clausesIn(document).map(lastingId) };
}

/**
 * Which clauses of the one text are which of the other, wherever they stand: first by the id they keep, then by their
 * heading under the same headings, by their number and heading, by their heading alone, by their content, and last by
 * likeness: half of the words of the two in common, heading and text together, each as often as it stands there.
 */
export function pairClauses(before: Side, after: Side, effort: Effort): Pair[] {
  const [was, now] = [before.clauses, after.clauses];
  const search = new Search(was, now);
  search.take(0, 0);
  search.byKey(before.ids, after.ids);
  search.byKey(headingPaths(was), headingPaths(now));
  search.byKey(was.map(numberedKey), now.map(numberedKey));
  search.byKey(was.map(headingKey), now.map(headingKey));
  search.byKey(was.map(contentKey), now.map(contentKey));
  search.inOrder(was.map(headingKey), now.map(headingKey), effort);
  search.byLikeness(effort);
  return search.pairs.sort(([a], [b]) => a - b);
}

class Search {
  readonly pairs: Pair[] = [];
  readonly #freeWas: Set<number>;
  readonly #freeNow: Set<number>;

  constructor(
    private readonly was: readonly Clause[],
    private readonly now: readonly Clause[]
  ) {
    this.#freeWas = new Set(was.keys());
    this.#freeNow = new Set(now.keys());
  }

  take(i: number, j: number): void {
    this.#freeWas.delete(i);
    this.#freeNow.delete(j);
    this.pairs.push([i, j]);
  }

  /** Of those that are left, those whose key stands once on each side. */
  byKey(was: readonly (string | null)[], now: readonly (string | null)[]): void {
    const places = onlyOnes(this.#freeNow, now);
    for (const [key, i] of onlyOnes(this.#freeWas, was)) {
      const j = places.get(key);
      if (j !== undefined) this.take(i, j);
    }
  }

  /** The same heading several times: the first is the first, and so on. */
  inOrder(was: readonly string[], now: readonly string[], effort: Effort): void {
    const [lefts, rights] = [[...this.#freeWas], [...this.#freeNow]];
    const pairs = commonPairs(
      lefts.map((i) => was[i]!),
      rights.map((j) => now[j]!),
      effort
    );
    for (const [a, b] of pairs) this.take(lefts[a]!, rights[b]!);
  }

  byLikeness(effort: Effort): void {
    const [lefts, rights] = [bags(this.#freeWas, this.was), bags(this.#freeNow, this.now)];
    if (lefts.length * rights.length > MOST_LOOKED_AT) return;
    const found = lefts.flatMap(([i, bag]) =>
      rights.map(([j, other]) => ({ i, j, likeness: bag.size === 0 ? 0 : bag.likeness(other, effort) }))
    );
    const best = found.filter(({ likeness }) => likeness >= ALIKE).sort((a, b) => b.likeness - a.likeness);
    for (const { i, j } of best) if (this.#freeWas.has(i) && this.#freeNow.has(j)) this.take(i, j);
  }
}

function onlyOnes(free: ReadonlySet<number>, keys: readonly (string | null)[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const index of free) {
    const key = keys[index];
    if (key) places.set(key, places.has(key) ? -1 : index);
  }
  return new Map([...places].filter(([, index]) => index >= 0));
}

function bags(free: ReadonlySet<number>, clauses: readonly Clause[]): [number, WordBag][] {
  return [...free].map((index) => [index, new WordBag(nodesIn(clauses[index]!))]);
}

/** Null for a clause without a number. */
function numberedKey(clause: Clause): string | null {
  const number = clause.heading && stringAttribute(clause.heading, 'number');
  return number ? `${number}\n${headingKey(clause)}` : null;
}

/** Null for a clause that says nothing. */
function contentKey({ blocks }: Clause): string | null {
  return blocks.length === 0 ? null : JSON.stringify(blocks);
}
