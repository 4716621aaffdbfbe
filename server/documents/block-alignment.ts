import { wordsIn } from '#schema/diff/tokens';
import type { DocumentJson } from '#schema/document-json';

/** How the blocks of two texts belong together, in the order of the newer text. Numbers are places in each text. */
export type BlockStep =
  | { readonly kind: 'same' | 'changed'; readonly before: number; readonly after: number }
  | { readonly kind: 'removed'; readonly before: number }
  | { readonly kind: 'added'; readonly after: number };

type Pair = readonly [before: number, after: number];

/** Comparing every block with every other is quick up to this many pairs; beyond, blocks are paired by their order. */
const MOST_PAIRS = 4_000_000;
const MOST_LIKENESSES = 20_000;

/**
 * Pairs the blocks of two texts so that as few as possible change: equal blocks first, and between them those of one
 * type that share half their words. Blocks that stay keep their comments, their authors and other people's carets.
 */
export function alignBlocks(before: readonly DocumentJson[], after: readonly DocumentJson[]): BlockStep[] {
  const [old, made] = [before.map(keyOf), after.map(keyOf)];
  const equal = longestCommon(old.length, made.length, (i, j) => old[i] === made[j], MOST_PAIRS);
  const steps: BlockStep[] = [];
  let at: Pair = [0, 0];
  for (const [i, j] of [...equal, [old.length, made.length] as const]) {
    steps.push(...between(before, after, at, [i, j]));
    if (i < old.length && j < made.length) steps.push({ kind: 'same', before: i, after: j });
    at = [i + 1, j + 1];
  }
  return steps;
}

function keyOf(block: DocumentJson): string {
  return JSON.stringify(block);
}

/** The steps for a stretch without equal blocks. */
function between(
  before: readonly DocumentJson[],
  after: readonly DocumentJson[],
  [i, j]: Pair,
  [endBefore, endAfter]: Pair
): BlockStep[] {
  const old = before.slice(i, endBefore);
  const made = after.slice(j, endAfter);
  const words = { old: old.map(wordsIn), made: made.map(wordsIn) };
  const alike = (a: number, b: number) =>
    old[a]!.type === made[b]!.type && shareHalf(words.old[a]!, words.made[b]!);
  const pairs = longestCommon(old.length, made.length, alike, MOST_LIKENESSES);
  const steps: BlockStep[] = [];
  let [a, b] = [0, 0];
  for (const [nextA, nextB] of [...pairs, [old.length, made.length] as const]) {
    while (a < nextA) steps.push({ kind: 'removed', before: i + a++ });
    while (b < nextB) steps.push({ kind: 'added', after: j + b++ });
    if (a < old.length && b < made.length) steps.push({ kind: 'changed', before: i + a++, after: j + b++ });
  }
  return steps;
}

function shareHalf(old: readonly string[], made: readonly string[]): boolean {
  const left = new Map<string, number>();
  for (const word of old) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of made) {
    const count = left.get(word) ?? 0;
    if (count > 0) shared += 1;
    left.set(word, count - 1);
  }
  return shared * 2 >= Math.max(old.length, made.length);
}

/** The longest sequence of matching pairs in order; what begins and ends alike is paired without a table. */
function longestCommon(
  rows: number,
  columns: number,
  match: (row: number, column: number) => boolean,
  most: number
): Pair[] {
  let start = 0;
  while (start < rows && start < columns && match(start, start)) start += 1;
  let end = 0;
  while (end < rows - start && end < columns - start && match(rows - 1 - end, columns - 1 - end)) end += 1;
  const inner = { rows: rows - start - end, columns: columns - start - end };
  const middle =
    inner.rows * inner.columns > most
      ? inOrder(inner, (i, j) => match(start + i, start + j))
      : byTable(inner, (i, j) => match(start + i, start + j));
  return [
    ...Array.from({ length: start }, (_, at): Pair => [at, at]),
    ...middle.map(([i, j]): Pair => [start + i, start + j]),
    ...Array.from({ length: end }, (_, at): Pair => [rows - end + at, columns - end + at])
  ];
}

interface Size {
  readonly rows: number;
  readonly columns: number;
}

function inOrder({ rows, columns }: Size, match: (row: number, column: number) => boolean): Pair[] {
  const places = Array.from({ length: Math.min(rows, columns) }, (_, at): Pair => [at, at]);
  return places.filter(([i, j]) => match(i, j));
}

/** The classic table: in each field, how many pairs can follow from there. */
function byTable({ rows, columns }: Size, match: (row: number, column: number) => boolean): Pair[] {
  const width = columns + 1;
  const follow = new Uint32Array((rows + 1) * width);
  const at = (i: number, j: number) => follow[i * width + j]!;
  for (let i = rows - 1; i >= 0; i -= 1)
    for (let j = columns - 1; j >= 0; j -= 1)
      follow[i * width + j] = match(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: Pair[] = [];
  for (let i = 0, j = 0; i < rows && j < columns;) {
    if (match(i, j)) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}
