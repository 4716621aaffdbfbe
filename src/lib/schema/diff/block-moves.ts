import type { DocumentJson } from '../document-json';
import { keyOf } from './block-pairs';
import type { BlockChange, ClauseChange, DocumentDiff, KeptClause } from './changes';
import { wordsIn } from './tokens';

/** Shorter ones are not worth following: "None." stands in many places. */
const LEAST_WORDS = 5;

/**
 * A paragraph, list or table that is gone in one place and stands in another as it was has moved; nobody has to read it
 * word by word to see that. Only where it can be told which one it is.
 */
export function withBlockMoves(clauses: readonly ClauseChange[]): DocumentDiff {
  const blocks = clauses.flatMap((clause) => ('blocks' in clause ? clause.blocks : []));
  const removed = onlyOnes(blocks.map((block) => (block.kind === 'removed' ? block.was : undefined)));
  const added = onlyOnes(blocks.map((block) => (block.kind === 'added' ? block.now : undefined)));
  const moved = new Set([...removed].filter((key) => added.has(key)));
  if (moved.size === 0) return { clauses };
  const settled = new Map<KeptClause, KeptClause>();
  for (const clause of clauses)
    if (clause.kind === 'both') settled.set(clause, { ...clause, blocks: asMoved(clause.blocks, moved) });
  return { clauses: clauses.map((clause) => withMoves(clause, moved, settled)) };
}

function withMoves(
  change: ClauseChange,
  moved: ReadonlySet<string>,
  settled: ReadonlyMap<KeptClause, KeptClause>
): ClauseChange {
  switch (change.kind) {
    case 'both':
      return settled.get(change)!;
    case 'moved-away':
      return { kind: 'moved-away', clause: settled.get(change.clause)! };
    case 'added':
    case 'removed':
      return { ...change, blocks: asMoved(change.blocks, moved) };
  }
}

function onlyOnes(nodes: readonly (DocumentJson | undefined)[]): Set<string> {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    if (!node || wordsIn(node).length < LEAST_WORDS) continue;
    const key = keyOf(node);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count === 1).map(([key]) => key));
}

function asMoved(blocks: readonly BlockChange[], moved: ReadonlySet<string>): BlockChange[] {
  return blocks.map((block) => {
    if (block.kind === 'added' && moved.has(keyOf(block.now))) return { kind: 'moved-here', now: block.now };
    if (block.kind === 'removed' && moved.has(keyOf(block.was)))
      return { kind: 'moved-away', was: block.was };
    return block;
  });
}
