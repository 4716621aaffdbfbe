import { Decoration } from '@tiptap/pm/view';
import type { EditorState } from '@tiptap/pm/state';
import type { Suggestion } from '#domain/suggestion';

/** A suggestion as far as the text shows it. */
export type ShownSuggestion = Pick<Suggestion, 'before' | 'pieces' | 'state'>;

/**
 * A suggestion that can be accepted, in its place: its words to be left out are struck through, those to be put in stand behind them.
 * None where the words there are other ones by now. It is no part of the text.
 */
export function proposedMarks(
  { doc }: EditorState,
  { from, to }: { readonly from: number; readonly to: number },
  { before, pieces, state }: ShownSuggestion
): Decoration[] {
  if (state !== 'open' || doc.textBetween(from, to) !== before) return [];
  let at = from;
  return pieces.flatMap(({ kind, text }) => {
    if (kind === 'added') return [Decoration.widget(at, putIn(text), { side: 1, key: `put-in-${text}` })];
    const start = at;
    at += text.length;
    return kind === 'same' ? [] : [Decoration.inline(start, at, { nodeName: 'del', class: 'left-out' })];
  });
}

function putIn(words: string): () => HTMLElement {
  return () => {
    const element = document.createElement('ins');
    element.className = 'put-in';
    element.textContent = words;
    element.contentEditable = 'false';
    return element;
  };
}
