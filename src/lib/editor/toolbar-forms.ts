import type { Editor } from '@tiptap/core';
import { currentNumber, headingAtCaret, setNumber } from './heading-number';
import { currentLink, currentNote, setLink, setNote } from './link-and-note';
import type { Asking } from './toolbar-actions';

interface Field {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  /** Does it, or says in one sentence why not. */
  apply(value: string): string | null;
}

/** What the toolbar asks for in a field, as it stands at the caret. */
export const FORMS: Record<Asking, (editor: Editor) => Field> = {
  link: (editor) => ({
    label: 'Web or e-mail address',
    hint: 'Select the words first. Leave it empty to remove a link.',
    value: currentLink(editor),
    apply: (address) => setLink(editor, address)
  }),
  note: (editor) => ({
    label: 'Words of the note',
    hint: 'A number appears in the text; the note stands at the end.',
    value: currentNote(editor),
    apply: (words) => setNote(editor, words)
  }),
  number: (editor) => ({
    label: 'Number of the heading',
    hint: headingHint(editor),
    value: currentNumber(editor),
    apply: (number) => setNumber(editor, number)
  })
};

/** Names the heading: the caret may have gone to another one meanwhile. */
function headingHint(editor: Editor): string {
  const heading = headingAtCaret(editor);
  if (!heading) return 'Put the caret in a heading first.';
  return `Of “${heading.node.textContent.trim()}”, for example 3.2. Leave it empty to take the number away.`;
}
