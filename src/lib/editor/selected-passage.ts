import type { EditorState } from '@tiptap/pm/state';
import type { Passage } from '#domain/comment-thread';
import { sentencePlaces } from '#domain/sentences';
import { textOf, type DocumentJson } from '#schema/document-json';

/** What is selected, or null when nothing is or only blanks are. */
export function selectedPassage(state: EditorState): Passage | null {
  const { from, to } = state.selection;
  const quote = state.doc.textBetween(from, to, '\n', leafText).trim();
  return quote === '' ? null : { from, to, quote };
}

/** What is selected; else the sentence that the caret is in or behind; null where there are no words. */
export function sentenceAtCaret(state: EditorState): Passage | null {
  const { $from, empty } = state.selection;
  if (!empty) return selectedPassage(state);
  if (!$from.parent.isTextblock) return null;
  let text = '';
  const positions: number[] = [];
  $from.parent.forEach((node, offset) => {
    const words = node.isText ? (node.text ?? '') : node.type.name === 'hardBreak' ? '\n' : '';
    for (let at = 0; at < words.length; at += 1) positions.push($from.start() + offset + at);
    text += words;
  });
  const passages = sentencePlaces(text).map(({ at, length }) => ({
    from: positions[at]!,
    to: positions[at + length - 1]! + 1,
    quote: text.slice(at, at + length)
  }));
  return passages.find(({ to }) => $from.pos <= to) ?? passages.at(-1) ?? null;
}

/** Line breaks read as a space and notes as nothing, as everywhere else. */
function leafText(leaf: { toJSON(): unknown }): string {
  return textOf(leaf.toJSON() as DocumentJson);
}
