import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, type EditorState, type Transaction } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { isClauseId, newClauseId } from '#schema/clause-ids';

/**
 * Gives every clause an id of its own with the edits made here, and only with those: what others do is named where they do
 * it, and opening a text changes nothing.
 */
export const ClauseNaming = Extension.create({
  name: 'clauseNaming',
  addProseMirrorPlugins: () => [
    new Plugin({
      appendTransaction: (transactions, before, after) =>
        transactions.some(isOwnEdit) ? named(transactions, before, after) : null
    })
  ]
});

/** Made in this editor, and not brought in from others. */
export function isOwnEdit(transaction: Transaction): boolean {
  return transaction.docChanged && transaction.getMeta(ySyncPluginKey) === undefined;
}

interface Heading {
  readonly position: number;
  readonly id: unknown;
}

function named(
  transactions: readonly Transaction[],
  before: EditorState,
  after: EditorState
): Transaction | null {
  const headings = headingsOf(after.doc);
  const originals = positionsNow(transactions, headingsOf(before.doc));
  const taken = new Set<unknown>();
  // An original keeps its id also when its copy stands above it.
  for (const { position, id } of headings) if (originals.get(id) === position) taken.add(id);
  const transaction = after.tr;
  for (const { position, id } of headings) {
    if (originals.get(id) === position) continue;
    if (isClauseId(id) && !taken.has(id)) taken.add(id);
    else transaction.setNodeAttribute(position, 'clause', newClauseId());
  }
  return transaction.docChanged ? transaction : null;
}

/** The clauses of the text itself: headings with words. */
function headingsOf(doc: Node): Heading[] {
  const headings: Heading[] = [];
  doc.forEach((node, position) => {
    const isClause = node.type.name === 'heading' && (node.textContent.trim() !== '' || node.attrs.number);
    if (isClause) headings.push({ position, id: node.attrs.clause });
  });
  return headings;
}

/** Where the headings of before stand now, by their ids; those that are gone are left out. */
function positionsNow(
  transactions: readonly Transaction[],
  headings: readonly Heading[]
): ReadonlyMap<unknown, number> {
  const positions = new Map<unknown, number>();
  for (const { position, id } of headings) {
    const now = transactions.reduce<number | null>((at, { mapping }) => {
      const moved = at === null ? null : mapping.mapResult(at, 1);
      return moved && !moved.deletedAfter ? moved.pos : null;
    }, position);
    if (now !== null && isClauseId(id) && !positions.has(id)) positions.set(id, now);
  }
  return positions;
}
