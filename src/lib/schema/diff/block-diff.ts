import type { DocumentJson } from '../document-json';
import { pairBlocks } from './block-pairs';
import type { BlockChange } from './changes';
import type { Effort } from './effort';
import { inlineDiff } from './inline-diff';
import { tableDiff } from './table-diff';

/** What became of the blocks of a text, a list item or a cell; of those that are gone first, at the place where they stood. */
export function blockDiff(
  was: readonly DocumentJson[],
  now: readonly DocumentJson[],
  effort: Effort
): BlockChange[] {
  const changes: BlockChange[] = [];
  let [i, j] = [0, 0];
  const end = [was.length, now.length] as const;
  for (const [nextI, nextJ] of [...pairBlocks(was, now, effort), end]) {
    for (const node of was.slice(i, nextI)) changes.push({ kind: 'removed', was: node });
    for (const node of now.slice(j, nextJ)) changes.push({ kind: 'added', now: node });
    if (nextI < was.length) changes.push(pairDiff(was[nextI]!, now[nextJ]!, effort));
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return changes;
}

/** Two blocks that are one and the same, before and after. */
export function pairDiff(was: DocumentJson, now: DocumentJson, effort: Effort): BlockChange {
  if (JSON.stringify(was) === JSON.stringify(now)) return { kind: 'same', node: now };
  const [before, after] = [was.content ?? [], now.content ?? []];
  if (now.type === 'table') return tableDiff(was, now, effort, blockDiff);
  if (isTextblock(was) || isTextblock(now))
    return { kind: 'text', was, now, pieces: inlineDiff(before, after, effort) };
  return { kind: 'inside', was, now, blocks: blockDiff(before, after, effort) };
}

/** Also one of a later version of the schema. */
function isTextblock({ type, content = [] }: DocumentJson): boolean {
  return type === 'paragraph' || type === 'heading' || content.some(({ text }) => text !== undefined);
}
