import type { DocumentJson } from '../document-json';
import { commonPairs, type Pair } from './common-sequence';
import type { Effort } from './effort';
import { WordBag } from './likeness';
import { wordsIn } from './tokens';

/** Blocks that share less are different ones: one was removed and the other added. */
const ALIKE = 0.4;
/** Up to so many pairs of blocks are looked at one by one. */
const CLOSELY = 40_000;

type Blocks = readonly DocumentJson[];
type Pairing = (was: Blocks, now: Blocks) => Pair[];

/**
 * Which blocks of the one row are which of the other: those that are equal, between them those that have the same
 * name, when there are names, and between these those that are alike.
 */
export function pairBlocks(
  was: Blocks,
  now: Blocks,
  effort: Effort,
  nameOf?: (node: DocumentJson) => string
): Pair[] {
  if (isOneAndOne(was, now)) return [[0, 0]];
  const alike: Pairing = (a, b) => alikeOrBeginningAlike(a, b, effort);
  const named: Pairing = (a, b) =>
    nameOf ? withPairsBetween(a, b, sameNames(a, b, nameOf, effort), alike) : alike(a, b);
  const equal = commonPairs(was.map(keyOf), now.map(keyOf), effort);
  return withPairsBetween(was, now, equal, named);
}

/** The only block of a cell stays its only block, whatever it says now. */
function isOneAndOne(was: Blocks, now: Blocks): boolean {
  return was.length === 1 && now.length === 1 && sameKind(was[0]!, now[0]!);
}

function sameNames(was: Blocks, now: Blocks, nameOf: (node: DocumentJson) => string, effort: Effort): Pair[] {
  const pairs = commonPairs(was.map(nameOf), now.map(nameOf), effort);
  return pairs.filter(([i]) => nameOf(was[i]!) !== '');
}

function alikeOrBeginningAlike(was: Blocks, now: Blocks, effort: Effort): Pair[] {
  if (was.length * now.length <= CLOSELY) return alikePairs(was, now, effort);
  return withPairsBetween(was, now, sameBeginnings(was, now, effort), (a, b) => alikePairs(a, b, effort));
}

/** What a block says and is, whatever its number: a clause above may have been taken out. */
export function keyOf({ attrs = {}, ...node }: DocumentJson): string {
  const { number: _, ...others } = attrs;
  return JSON.stringify([others, node]);
}

const KINDS: Readonly<Record<string, string>> = {
  paragraph: 'text',
  heading: 'text',
  bulletList: 'list',
  orderedList: 'list',
  tableHeader: 'cell',
  tableCell: 'cell'
};

/** A paragraph can become a heading, and a list can be numbered, without becoming something else. */
export function sameKind(was: DocumentJson, now: DocumentJson): boolean {
  return (KINDS[was.type] ?? was.type) === (KINDS[now.type] ?? now.type);
}

function withPairsBetween(was: Blocks, now: Blocks, anchors: readonly Pair[], pairing: Pairing): Pair[] {
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  const end: Pair = [was.length, now.length];
  for (const anchor of [...anchors, end]) {
    const between = pairing(was.slice(i, anchor[0]), now.slice(j, anchor[1]));
    for (const [a, b] of between) pairs.push([i + a, j + b]);
    if (anchor !== end) pairs.push(anchor);
    [i, j] = [anchor[0] + 1, anchor[1] + 1];
  }
  return pairs;
}

/** In a long text of which every paragraph was changed: most still begin as they did. */
function sameBeginnings(was: Blocks, now: Blocks, effort: Effort): Pair[] {
  const beginning = (node: DocumentJson) => wordsIn(node).slice(0, 4).join(' ');
  return commonPairs(was.map(beginning), now.map(beginning), effort).filter(([i, j]) => {
    const [a, b] = [was[i]!, now[j]!];
    return sameKind(a, b) && new WordBag([a]).likeness(new WordBag([b]), effort) >= ALIKE;
  });
}

/** In order, so that together they share as many words as possible. */
function alikePairs(was: Blocks, now: Blocks, effort: Effort): Pair[] {
  if (was.length === 0 || now.length === 0 || was.length * now.length > CLOSELY) return [];
  const [first, second] = [was, now].map((nodes) => nodes.map((node) => new WordBag([node])));
  const gains = was.map((node, i) =>
    now.map((other, j) => {
      const likeness = sameKind(node, other) ? first![i]!.likeness(second![j]!, effort) : 0;
      return likeness < ALIKE ? 0 : likeness * (1 + first![i]!.size + second![j]!.size);
    })
  );
  return bestInOrder(gains);
}

/** The pairs, in order in both rows, whose gains are most in sum. */
function bestInOrder(gains: readonly (readonly number[])[]): Pair[] {
  const wide = gains[0]?.length ?? 0;
  const best = Array.from({ length: gains.length + 1 }, () => new Float64Array(wide + 1));
  for (let i = gains.length - 1; i >= 0; i -= 1)
    for (let j = wide - 1; j >= 0; j -= 1)
      best[i]![j] = Math.max(gains[i]![j]! + best[i + 1]![j + 1]!, best[i + 1]![j]!, best[i]![j + 1]!);
  const pairs: Pair[] = [];
  for (let i = 0, j = 0; i < gains.length && j < wide;) {
    if (best[i]![j] === best[i + 1]![j]) i += 1;
    else if (best[i]![j] === best[i]![j + 1]) j += 1;
    else pairs.push([i++, j++]);
  }
  return pairs;
}
