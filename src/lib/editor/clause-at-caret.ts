import type { Node } from '@tiptap/pm/model';
import type { EditorState } from '@tiptap/pm/state';
import type { ClauseId } from '#domain/ids';
import { isClauseId } from '#schema/clause-ids';

/**
 * The clause the caret is in; null before the first, and in one that has no id yet. Looks back from the caret to the
 * nearest heading and no further: this is asked at every key.
 */
export function clauseAtCaret({ doc, selection }: EditorState): ClauseId | null {
  const last = Math.min(selection.$from.index(0), doc.childCount - 1);
  for (let index = last; index >= 0; index -= 1) {
    const node = doc.child(index);
    if (isClauseHeading(node)) return idOf(node);
  }
  return null;
}

/** Where the words of a clause's heading end; null when the text does not have it. */
export function endOfHeading(doc: Node, clause: string): number | null {
  let end: number | null = null;
  doc.forEach((node, position) => {
    if (end === null && isClauseHeading(node) && idOf(node) === clause) end = position + node.nodeSize - 1;
  });
  return end;
}

function isClauseHeading(node: Node): boolean {
  return node.type.name === 'heading' && (node.textContent.trim() !== '' || Boolean(node.attrs.number));
}

function idOf(node: Node): ClauseId | null {
  const id: unknown = node.attrs.clause;
  return isClauseId(id) ? id : null;
}
