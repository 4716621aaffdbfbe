/** One of a row of things that each have a place of their own in another row. */
export interface Placed {
  readonly place: number;
  /** At least 1: of two things that cross, the lighter is left out. */
  readonly weight: number;
}

/**
 * Which of them (by index) keep the same order in both rows, so that what is left out weighs least. Takes
 * n log n steps.
 */
export function heaviestInOrder(items: readonly Placed[]): number[] {
  const ranks = new Map(
    [...items.map(({ place }) => place)].sort((a, b) => a - b).map((place, i) => [place, i])
  );
  const best = new HeaviestUpTo(items.length);
  const before = items.map(({ place, weight }, index) => {
    const rank = ranks.get(place) ?? 0;
    const chain = best.below(rank);
    best.put(rank, { weight: chain.weight + weight, last: index });
    return chain.last;
  });
  const kept: number[] = [];
  for (let at = best.below(items.length).last; at !== undefined; at = before[at]) kept.push(at);
  return kept.reverse();
}

interface Chain {
  readonly weight: number;
  /** Index of its last item; undefined for the empty one. */
  readonly last: number | undefined;
}

const EMPTY: Chain = { weight: 0, last: undefined };

/** The heaviest chain that ends below a rank: a Fenwick tree of maxima. */
class HeaviestUpTo {
  readonly #tree: Chain[];

  constructor(private readonly size: number) {
    this.#tree = Array.from({ length: size + 1 }, () => EMPTY);
  }

  below(rank: number): Chain {
    let found = EMPTY;
    for (let at = rank; at > 0; at -= at & -at) {
      const chain = this.#tree[at] ?? EMPTY;
      if (chain.weight > found.weight) found = chain;
    }
    return found;
  }

  put(rank: number, chain: Chain): void {
    for (let at = rank + 1; at <= this.size; at += at & -at)
      if (chain.weight > (this.#tree[at] ?? EMPTY).weight) this.#tree[at] = chain;
  }
}
