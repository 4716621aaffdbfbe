import { Extension } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { relativePositionToAbsolutePosition, ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { proposedMarks, type ShownSuggestion } from './proposed-marks';

/** A comment's place: two Yjs relative positions as JSON, as the server stores them. */
export interface CommentMark {
  readonly id: string;
  readonly anchor: { readonly start: unknown; readonly end: unknown } | null;
  /** Other words for them, shown in their place. */
  readonly suggestion?: ShownSuggestion | null;
}

interface MarksState {
  readonly marks: readonly CommentMark[];
  /** The comment that is open in the panel. */
  readonly open: string | null;
  readonly decorations: DecorationSet;
}

type Change = Partial<Pick<MarksState, 'marks' | 'open'>>;

const KEY = new PluginKey<MarksState>('commentMarks');

/** Shows other comments than before, or another one as open. */
export function showComments(state: EditorState, change: Change): Transaction {
  return state.tr.setMeta(KEY, change).setMeta('addToHistory', false);
}

/**
 * Where a comment's words stand now; null when they are gone. Positions are ProseMirror's.
 */
export function rangeOf(state: EditorState, { anchor }: CommentMark): { from: number; to: number } | null {
  if (anchor === null) return null;
  const from = place(state, anchor.start);
  const to = place(state, anchor.end);
  return from !== null && to !== null && from < to
    ? { from, to: Math.min(to, state.doc.content.size) }
    : null;
}

function place(state: EditorState, relative: unknown): number | null {
  const sync = ySyncPluginKey.getState(state);
  if (!sync?.binding) return null;
  try {
    const position = Y.createRelativePositionFromJSON(relative);
    return relativePositionToAbsolutePosition(sync.doc, sync.type, position, sync.binding.mapping);
  } catch {
    // A stored anchor that Yjs cannot read marks nothing; the comment itself is still in the panel.
    return null;
  }
}

/**
 * Marks commented passages in the text. While this person types, the marks move along; after an edit by somebody
 * else, which replaces whole blocks, they are looked up again.
 */
export const CommentMarks = Extension.create<{ onOpen: (id: string) => void }>({
  name: 'commentMarks',

  addOptions() {
    return { onOpen: () => {} };
  },

  addProseMirrorPlugins() {
    const { onOpen } = this.options;
    return [
      new Plugin<MarksState>({
        key: KEY,
        state: {
          init: () => ({ marks: [], open: null, decorations: DecorationSet.empty }),
          apply: (tr, before, _old, state) => nextMarks(tr, before, state)
        },
        props: {
          decorations: (state) => KEY.getState(state)?.decorations,
          handleClick(view, position, { target }) {
            const id = commentAt(target);
            if (id === null) return false;
            // The caret is set here and not left to the browser: showing the comment as open would put it back.
            const { doc, tr } = view.state;
            view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(position))));
            onOpen(id);
            return true;
          }
        }
      })
    ];
  }
});

function commentAt(target: EventTarget | null): string | null {
  return target instanceof Element
    ? (target.closest('[data-comment]')?.getAttribute('data-comment') ?? null)
    : null;
}

function nextMarks(tr: Transaction, before: MarksState, state: EditorState): MarksState {
  const change = tr.getMeta(KEY) as Change | undefined;
  if (change) return lookedUp({ ...before, ...change }, state);
  if (!tr.docChanged) return before;
  if (isChangeOrigin(tr)) return lookedUp(before, state);
  return { ...before, decorations: before.decorations.map(tr.mapping, tr.doc) };
}

function lookedUp(now: MarksState, state: EditorState): MarksState {
  const decorations = now.marks.flatMap((mark) => {
    const range = rangeOf(state, mark);
    const look = mark.id === now.open ? 'comment-mark is-open' : 'comment-mark';
    if (!range) return [];
    const words = Decoration.inline(range.from, range.to, { class: look, 'data-comment': mark.id });
    return mark.suggestion ? [words, ...proposedMarks(state, range, mark.suggestion)] : [words];
  });
  return { ...now, decorations: DecorationSet.create(state.doc, decorations) };
}
