import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { isLawfulAttribute } from '#schema/attribute-rules';

/** The heading that the caret is in, or in which the selection begins. */
export function headingAtCaret({ state }: Editor): { readonly node: Node; readonly position: number } | null {
  const { $from } = state.selection;
  return $from.parent.type.name === 'heading' ? { node: $from.parent, position: $from.before() } : null;
}

/** "3.2"; nothing for a heading without a number, and outside a heading. */
export function currentNumber(editor: Editor): string {
  const number: unknown = headingAtCaret(editor)?.node.attrs.number;
  return typeof number === 'string' ? number : '';
}

/** Gives the heading at the caret this number; an empty one takes it away. Null, or why not. */
export function setNumber(editor: Editor, typed: string): string | null {
  const number = typed.replace(/\s+/g, ' ').trim() || null;
  const heading = headingAtCaret(editor);
  if (!heading || !editor.isEditable) return 'Put the caret in a heading first.';
  if (!isLawfulAttribute('heading', 'number', number)) return 'This is too long for a number.';
  editor.commands.command(({ tr }) => {
    tr.setNodeAttribute(heading.position, 'number', number);
    return true;
  });
  return null;
}
