import type { EditorState } from '@tiptap/pm/state';
import type { Passage } from '#domain/comment-thread';
import { textOf, type DocumentJson } from '#schema/document-json';

/** What is selected, or null when nothing is or only blanks are. */
export function selectedPassage(state: EditorState): Passage | null {
  const { from, to } = state.selection;
  const quote = state.doc.textBetween(from, to, '\n', leafText).trim();
  return quote === '' ? null : { from, to, quote };
}

/** Line breaks read as a space and notes as nothing, as everywhere else. */
function leafText(leaf: { toJSON(): unknown }): string {
  return textOf(leaf.toJSON() as DocumentJson);
}
