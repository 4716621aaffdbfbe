import { Editor, type Extensions } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import type { EditorState, Plugin, Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';
import { ClauseNaming } from '#editor/clause-naming';
import { documentExtensions } from '#schema/extensions';
import { BODY, emptyDocument } from '#schema/schema';

// Tiptap asks which keyboard this is.
globalThis.navigator ??= { platform: 'Linux', userAgent: 'none' } as Navigator;

/** The parts of a view that commands and the shared text touch. Nothing is drawn. */
class SmallView {
  isDestroyed = false;
  composing = false;
  editable = true;
  readonly dom = { addEventListener: () => {}, removeEventListener: () => {} };
  readonly _root = { getSelection: () => null };
  onState: () => void = () => {};

  constructor(
    public state: EditorState,
    private readonly dispatched: (transaction: Transaction) => void
  ) {}

  dispatch = (transaction: Transaction): void => this.dispatched(transaction);
  hasFocus = (): boolean => false;
  focus = (): void => {};
  setProps = (): void => {};
  destroy = (): void => {};
  endOfTextblock = (): boolean => false;

  updateState(state: EditorState): void {
    this.state = state;
    this.onState();
  }
}

/**
 * The product's editor over a shared text, without a browser: the same extensions, the same commands, and the same
 * code that carries changes from the editor into the shared text and back. `own` is what the text's kind adds.
 */
export function headlessEditor(document: Y.Doc, own: Extensions = [ClauseNaming]): Editor {
  const editor = new Editor({
    element: null,
    content: emptyDocument(),
    extensions: [...documentExtensions, Collaboration.configure({ document, field: BODY }), ...own]
  });
  const plugins = editor.extensionManager.plugins;
  const view = new SmallView(editor.state.reconfigure({ plugins }), (transaction) =>
    // Not declared, but it is what a view is given.
    (editor as unknown as { dispatchTransaction(each: Transaction): void }).dispatchTransaction(transaction)
  );
  Object.assign(editor, { editorView: view });
  const sync = plugins.find(({ spec }) => spec.key === ySyncPluginKey) as Plugin;
  const synced = sync.spec.view!(view as unknown as EditorView);
  view.onState = () => synced.update?.(view as unknown as EditorView, view.state);
  return editor;
}
