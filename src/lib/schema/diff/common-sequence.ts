import type { Effort } from './effort';
import { heaviestInOrder } from './increasing';

/** Something of the first row and what it is in the second, as indices. */
export type Pair = readonly [was: number, now: number];

/** Up to so many cells the longest common sequence is computed exactly. */
const EXACT = 1 << 18;

/**
 * What two rows of words have in common, in the same order in both. Exact for rows of usual length; long ones are cut at
 * words that stand once in each, and what cannot be cut, or is more than the effort allows, has nothing in common.
 */
export function commonPairs(was: readonly string[], now: readonly string[], effort: Effort): Pair[] {
  let start = 0;
  const shorter = Math.min(was.length, now.length);
  while (start < shorter && was[start] === now[start]) start += 1;
  let end = 0;
  while (end < shorter - start && was[was.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const middle = middlePairs(was.slice(start, was.length - end), now.slice(start, now.length - end), effort);
  return [
    ...Array.from({ length: start }, (_, i): Pair => [i, i]),
    ...shifted(middle, start, start),
    ...Array.from({ length: end }, (_, i): Pair => [was.length - end + i, now.length - end + i])
  ];
}

function middlePairs(was: readonly string[], now: readonly string[], effort: Effort): Pair[] {
  const cells = was.length * now.length;
  if (cells === 0) return [];
  if (cells <= EXACT) return effort.take(cells) ? exactPairs(was, now) : [];
  const anchors = anchorsOf(was, now);
  return anchors.length === 0 ? [] : betweenAnchors(was, now, anchors, effort);
}

/** The textbook table, from the end, so that pairs are read off from the start. */
function exactPairs(was: readonly string[], now: readonly string[]): Pair[] {
  const wide = now.length + 1;
  const lengths = new Uint32Array((was.length + 1) * wide);
  const at = (i: number, j: number) => lengths[i * wide + j] ?? 0;
  for (let i = was.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      lengths[i * wide + j] = was[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: Pair[] = [];
  for (let i = 0, j = 0; i < was.length && j < now.length;) {
    if (was[i] === now[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** What stands once in each row, as far as it is in the same order. */
function anchorsOf(was: readonly string[], now: readonly string[]): Pair[] {
  const places = onlyPlaces(now);
  const shared = [...onlyPlaces(was)].flatMap(([word, i]): Pair[] => {
    const j = places.get(word);
    return j === undefined ? [] : [[i, j]];
  });
  return heaviestInOrder(shared.map(([, place]) => ({ place, weight: 1 }))).map((index) => shared[index]!);
}

/** Where each word stands that stands in one place only, in the order of the row. */
function onlyPlaces(words: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  words.forEach((word, index) => places.set(word, places.has(word) ? -1 : index));
  return new Map([...places].filter(([, index]) => index >= 0));
}

function betweenAnchors(
  was: readonly string[],
  now: readonly string[],
  anchors: readonly Pair[],
  effort: Effort
): Pair[] {
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  const end: Pair = [was.length, now.length];
  for (const anchor of [...anchors, end]) {
    const between = commonPairs(was.slice(i, anchor[0]), now.slice(j, anchor[1]), effort);
    for (const pair of shifted(between, i, j)) pairs.push(pair);
    if (anchor !== end) pairs.push(anchor);
    [i, j] = [anchor[0] + 1, anchor[1] + 1];
  }
  return pairs;
}

function shifted(pairs: readonly Pair[], was: number, now: number): Pair[] {
  return pairs.map(([i, j]): Pair => [i + was, j + now]);
}
