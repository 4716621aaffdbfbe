import type { DocumentJson } from '../document-json';
import { blockDiff, pairDiff } from './block-diff';
import { withBlockMoves } from './block-moves';
import type { Clause, ClauseChange, DocumentDiff, KeptClause } from './changes';
import { pairClauses, sideOf, type Side } from './clause-pairs';
import { levelOf, nodesIn } from './clauses';
import type { Pair } from './common-sequence';
import { Effort } from './effort';
import { heaviestInOrder } from './increasing';
import { inverted } from './inverted';
import { countWords } from './tokens';

/**
 * What became of one text on the way to another, clause by clause and word by word. Computed in one direction and read
 * in two: what was added on the one way is removed on the other, to the word. Looks (column widths, alignment) are not
 * compared, as they are not part of the canonical text.
 */
export function documentDiff(was: DocumentJson, now: DocumentJson): DocumentDiff {
  const [before, after] = [sideOf(was), sideOf(now)];
  const turned = JSON.stringify(before.clauses) > JSON.stringify(after.clauses);
  return turned ? inverted(oneWay(after, before)) : oneWay(before, after);
}

function oneWay(before: Side, after: Side): DocumentDiff {
  const effort = new Effort();
  const [was, now] = [before.clauses, after.clauses];
  const pairs = pairClauses(before, after, effort);
  const moved = movedPairs(pairs, was, now);
  const kept = pairs.map((pair): KeptClause => {
    const [a, b] = [was[pair[0]]!, now[pair[1]]!];
    const heading = a.heading && b.heading && pairDiff(a.heading, b.heading, effort);
    const blocks = blockDiff(a.blocks, b.blocks, effort);
    return { kind: 'both', was: a, now: b, moved: moved.get(pair) ?? 'no', heading, blocks };
  });
  return withBlockMoves(inReadingOrder(was, now, kept));
}

/** Those that are not in the order they were in; of two that changed places, the shorter one was moved. */
function movedPairs(
  pairs: readonly Pair[],
  was: readonly Clause[],
  now: readonly Clause[]
): Map<Pair, 'moved' | 'with-parent'> {
  const weight = ([i, j]: Pair) => 1 + countWords(nodesIn(was[i]!)) + countWords(nodesIn(now[j]!));
  const staying = new Set(heaviestInOrder(pairs.map((pair) => ({ place: pair[1], weight: weight(pair) }))));
  const moved = new Map<Pair, 'moved' | 'with-parent'>();
  let [parent, last]: (Pair | undefined)[] = [];
  for (const pair of pairs.filter((_, index) => !staying.has(index))) {
    const follows = last && pair[0] === last[0] + 1 && pair[1] === last[1] + 1;
    const below = parent && levelOf(now[pair[1]]!) > levelOf(now[parent[1]]!);
    if (!(follows && below)) parent = pair;
    moved.set(pair, parent === pair ? 'moved' : 'with-parent');
    last = pair;
  }
  return moved;
}

/** In the order of the new text; what is gone from a place stands there, before what has come to it. */
function inReadingOrder(
  was: readonly Clause[],
  now: readonly Clause[],
  kept: readonly KeptClause[]
): ClauseChange[] {
  const keptFrom = new Map(kept.map((clause) => [clause.was, clause]));
  const keptTo = new Map(kept.map((clause) => [clause.now, clause]));
  const gone = (clause: Clause): ClauseChange => {
    const elsewhere = keptFrom.get(clause);
    return elsewhere ? { kind: 'moved-away', clause: elsewhere } : removed(clause);
  };
  const come = (clause: Clause): ClauseChange => keptTo.get(clause) ?? added(clause);
  const changes: ClauseChange[] = [];
  let [i, j] = [0, 0];
  for (const clause of kept.filter(({ moved }) => moved === 'no')) {
    const [nextI, nextJ] = [was.indexOf(clause.was, i), now.indexOf(clause.now, j)];
    changes.push(...was.slice(i, nextI).map(gone), ...now.slice(j, nextJ).map(come), clause);
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return [...changes, ...was.slice(i).map(gone), ...now.slice(j).map(come)];
}

function added(now: Clause): ClauseChange {
  return { kind: 'added', now, blocks: now.blocks.map((node) => ({ kind: 'added', now: node })) };
}

function removed(was: Clause): ClauseChange {
  return { kind: 'removed', was, blocks: was.blocks.map((node) => ({ kind: 'removed', was: node })) };
}
