import { Effort } from '#schema/diff/effort';
import { wordPlaces } from '#schema/diff/tokens';
import type { Line, SameLetters } from './text-lines';

type Places = ReturnType<typeof wordPlaces>;

/** How many places that begin alike are looked at for one stretch. */
const MOST_PLACES = 50;

/** Whole lines that read the same, each line of `from` once, in their order. White space at the ends does not count. */
export function wholeLinesIn(to: readonly Line[], from: readonly Line[]): SameLetters[] {
  const left = new Map<string, Line[]>();
  for (const line of from) {
    const key = line.text.trim();
    const same = left.get(key);
    if (same) same.push(line);
    else left.set(key, [line]);
  }
  return to.flatMap((line) => {
    const text = line.text.trim();
    const same = wordPlaces(text).length > 0 ? left.get(text)?.shift() : undefined;
    if (!same) return [];
    const [toAt, fromAt] = [line.text.indexOf(text), same.text.indexOf(text)];
    return [{ to: line, toAt, from: same, fromAt, length: text.length }];
  });
}

/**
 * Stretches of at least so many whole words that stand in `from` exactly as in `to`: the same words in the same order with the
 * same signs between them. Each word of `to` is in one at most; the longest is taken from where it begins.
 */
export function sameStretches(
  to: readonly Line[],
  from: readonly Line[],
  least: number,
  effort = new Effort()
): SameLetters[] {
  const index = new Index(from, least);
  return to.flatMap((line) => {
    const found: SameLetters[] = [];
    const words = wordPlaces(line.text);
    for (let at = 0; at + least <= words.length;) {
      const longest = index.longest(line, words, { at, effort });
      if (longest) found.push(longest);
      const end = longest ? longest.toAt + longest.length : 0;
      do at += 1;
      while (at < words.length && words[at]!.at < end);
    }
    return found;
  });
}

/** Where each run of so many words stands in some lines. */
class Index {
  readonly #places = new Map<string, { readonly line: Line; readonly at: number }[]>();
  readonly #ends = new Map<Line, ReadonlySet<number>>();

  constructor(
    lines: readonly Line[],
    private readonly least: number
  ) {
    for (const line of lines) {
      const words = wordPlaces(line.text);
      this.#ends.set(line, new Set(words.map(endOf)));
      for (let at = 0; at + least <= words.length; at += 1) {
        const key = this.#key(line, words, at);
        const places = this.#places.get(key);
        if (places && places.length < MOST_PLACES) places.push({ line, at: words[at]!.at });
        else if (!places) this.#places.set(key, [{ line, at: words[at]!.at }]);
      }
    }
  }

  /** The longest stretch that begins with this word. */
  longest(
    line: Line,
    words: Places,
    { at, effort }: { readonly at: number; readonly effort: Effort }
  ): SameLetters | undefined {
    let longest: SameLetters | undefined;
    const toAt = words[at]!.at;
    for (const place of this.#places.get(this.#key(line, words, at)) ?? []) {
      const alike = lettersAlike(line.text, toAt, place.line.text, place.at);
      if (!effort.take(alike)) return longest;
      const ends = this.#ends.get(place.line)!;
      let length = 0;
      for (let next = at; next < words.length && endOf(words[next]!) <= toAt + alike; next += 1)
        if (ends.has(endOf(words[next]!) - toAt + place.at))
          // With the signs that follow on both sides.
          length = Math.min(alike, (words[next + 1]?.at ?? line.text.length) - toAt);
      if (length > (longest?.length ?? 0))
        longest = { to: line, toAt, from: place.line, fromAt: place.at, length };
    }
    return longest;
  }

  #key({ text }: Line, words: Places, at: number): string {
    return text.slice(words[at]!.at, endOf(words[at + this.least - 1]!));
  }
}

const endOf = ({ at, length }: Places[number]): number => at + length;

function lettersAlike(a: string, atA: number, b: string, atB: number): number {
  const most = Math.min(a.length - atA, b.length - atB);
  let alike = 0;
  while (alike < most && a.charCodeAt(atA + alike) === b.charCodeAt(atB + alike)) alike += 1;
  return alike;
}
