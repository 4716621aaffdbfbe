import { Extension, type Editor } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';

/** Keys that do something outside the text, and undo. The others come with the extensions that they belong to. */
export const EditorShortcuts = Extension.create<{ onComment: () => void; onLink: () => void }>({
  name: 'editorShortcuts',
  // Before the shortcuts of the collaboration extension, which has 1000.
  priority: 1001,

  addOptions() {
    return { onComment: () => {}, onLink: () => {} };
  },

  addKeyboardShortcuts() {
    const { onComment, onLink } = this.options;
    const { editor } = this;
    return {
      'Mod-Alt-m': handled(onComment),
      'Mod-k': handled(onLink),
      'Mod-z': handled(() => editor.commands.undo()),
      'Mod-y': handled(() => editor.commands.redo()),
      'Shift-Mod-z': handled(() => editor.commands.redo())
    };
  },

  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({ props: { handleDOMEvents: { beforeinput: (_view, event) => ownUndo(editor, event) } } })
    ];
  }
});

/** Handled even when there is nothing to undo: the browser's own undo would take back what others wrote. */
function handled(act: () => void): () => boolean {
  return () => {
    act();
    return true;
  };
}

/** Undo from the browser's menu, or by shaking a phone. */
function ownUndo(editor: Editor, event: InputEvent): boolean {
  if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return false;
  event.preventDefault();
  if (event.inputType === 'historyUndo') editor.commands.undo();
  else editor.commands.redo();
  return true;
}
