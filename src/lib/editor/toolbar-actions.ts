import type { ChainedCommands, Editor } from '@tiptap/core';

/** What the toolbar asks for in a field of its own. */
export type Asking = 'link' | 'note' | 'number';

/** One button of the toolbar. `isOn` is left out where a button does something and is never "on". */
export interface ToolbarAction {
  readonly id: string;
  /** What it is called for everybody. */
  readonly label: string;
  /** What stands on the button when that is not the label: a letter, drawn as the format it gives. */
  readonly face?: string;
  /** As written in the list of shortcuts. */
  readonly shortcut?: string;
  isOn?(editor: Editor): boolean;
  change(chain: ChainedCommands): ChainedCommands;
}

export interface ToolbarGroup {
  readonly label: string;
  readonly actions: readonly ToolbarAction[];
  /** Shown only here; for what makes sense inside a table only. */
  shownIn?(editor: Editor): boolean;
}

const headings = ([1, 2, 3] as const).map((level): ToolbarAction => ({
  id: `heading-${level}`,
  label: `Heading ${level}`,
  face: `H${level}`,
  shortcut: `Ctrl+Alt+${level}`,
  isOn: (editor) => editor.isActive('heading', { level }),
  change: (chain) => chain.toggleHeading({ level })
}));

function mark(
  id: 'bold' | 'italic' | 'underline' | 'strike',
  label: string,
  face: string,
  shortcut: string
): ToolbarAction {
  return {
    id,
    label,
    face,
    shortcut,
    isOn: (editor) => editor.isActive(id),
    change: (chain) => chain.toggleMark(id)
  };
}

const inTable = (editor: Editor): boolean => editor.isActive('table');

/** What the toolbar offers, in order. Links are not here: they need an address, so they have a form of their own. */
export const TOOLBAR: readonly ToolbarGroup[] = [
  {
    label: 'Undo',
    actions: [
      {
        id: 'undo',
        label: 'Undo my last change',
        face: 'Undo',
        shortcut: 'Ctrl+Z',
        change: (chain) => chain.undo()
      },
      {
        id: 'redo',
        label: 'Redo my last change',
        face: 'Redo',
        shortcut: 'Ctrl+Y',
        change: (chain) => chain.redo()
      }
    ]
  },
  { label: 'Headings', actions: headings },
  {
    label: 'Words',
    actions: [
      mark('bold', 'Bold', 'B', 'Ctrl+B'),
      mark('italic', 'Italic', 'I', 'Ctrl+I'),
      mark('underline', 'Underline', 'U', 'Ctrl+U')
    ]
  },
  {
    label: 'Lists',
    actions: [
      {
        id: 'bullet-list',
        label: 'Bullet list',
        face: '• List',
        shortcut: 'Ctrl+Shift+8',
        isOn: (editor) => editor.isActive('bulletList'),
        change: (chain) => chain.toggleBulletList()
      },
      {
        id: 'numbered-list',
        label: 'Numbered list',
        face: '1. List',
        shortcut: 'Ctrl+Shift+7',
        isOn: (editor) => editor.isActive('orderedList'),
        change: (chain) => chain.toggleOrderedList()
      }
    ]
  },
  {
    label: 'Table',
    actions: [
      {
        id: 'insert-table',
        label: 'Insert a table',
        face: 'Table',
        change: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true })
      }
    ]
  },
  {
    label: 'This table',
    shownIn: inTable,
    actions: [
      { id: 'add-row', label: 'Add a row below', face: '+ Row', change: (chain) => chain.addRowAfter() },
      {
        id: 'add-column',
        label: 'Add a column to the right',
        face: '+ Column',
        change: (chain) => chain.addColumnAfter()
      },
      { id: 'delete-row', label: 'Delete this row', face: '− Row', change: (chain) => chain.deleteRow() },
      {
        id: 'delete-column',
        label: 'Delete this column',
        face: '− Column',
        change: (chain) => chain.deleteColumn()
      },
      {
        id: 'merge-cells',
        label: 'Merge or split cells',
        face: 'Merge',
        change: (chain) => chain.mergeOrSplit()
      },
      {
        id: 'delete-table',
        label: 'Delete the whole table',
        face: '− Table',
        change: (chain) => chain.deleteTable()
      }
    ]
  }
];

/** What a plain summary needs of it: no headings, no tables. */
export const SUMMARY_TOOLBAR: readonly ToolbarGroup[] = TOOLBAR.filter(({ label }) =>
  ['Undo', 'Words', 'Lists'].includes(label)
).map((group) => ({ ...group, actions: group.actions.filter(({ id }) => id !== 'underline') }));

export function isPossible(editor: Editor, action: ToolbarAction): boolean {
  return editor.isEditable && action.change(editor.can().chain()).run();
}

export function run(editor: Editor, action: ToolbarAction): void {
  action.change(editor.chain().focus()).run();
}
