import type { Editor } from '@tiptap/core';
import { TOOLBAR } from '#editor/toolbar-actions';
import { seeded } from '#tests/builders/seeded';
import { setLink, setNote } from '#editor/link-and-note';

/** A number from 0 up to, not including, the limit. */
export type Random = (limit: number) => number;

/** The same for the same seed. */
export function seededRandom(seed: number): Random {
  const next = seeded(seed);
  return (limit) => (next() * limit) >>> 0;
}

const WORDS = ['falls', 'service', 'within two hours', 'x', 'patients and carers', ' '];

type Edit = (editor: Editor, random: Random) => unknown;

const typeWords: Edit = ({ view, state }, random) =>
  view.dispatch(state.tr.insertText(WORDS[random(WORDS.length)]!));
const enter: Edit = ({ commands }) =>
  commands.first(({ commands: each }) => [
    () => each.splitListItem('listItem'),
    () => each.newlineInCode(),
    () => each.createParagraphNear(),
    () => each.liftEmptyBlock(),
    () => each.splitBlock()
  ]);
const backspace: Edit = ({ commands }) =>
  commands.first(({ commands: each }) => [
    () => each.deleteSelection(),
    () => each.joinBackward(),
    () => each.selectNodeBackward(),
    () =>
      each.command(({ tr }) => {
        const { $from } = tr.selection;
        if ($from.parentOffset > 0) tr.delete($from.pos - 1, $from.pos);
        return true;
      })
  ]);
const deleteForward: Edit = ({ commands }) =>
  commands.first(({ commands: each }) => [
    () => each.deleteSelection(),
    () => each.joinForward(),
    () => each.selectNodeForward()
  ]);

/** What people do most comes more often. */
const EDITS: readonly Edit[] = [
  ...Array.from({ length: 12 }, () => typeWords),
  ...Array.from({ length: 4 }, () => enter),
  ...Array.from({ length: 4 }, () => backspace),
  deleteForward,
  ({ commands }) => commands.sinkListItem('listItem'),
  ({ commands }) => commands.liftListItem('listItem'),
  ({ commands }) => commands.toggleMark('superscript'),
  ({ commands }) => commands.toggleMark('subscript'),
  ({ commands }) => commands.toggleBlockquote(),
  ({ commands }) => commands.setHorizontalRule(),
  ({ commands }) => commands.setHardBreak(),
  ({ commands }) => commands.setParagraph(),
  (editor, random) => setLink(editor, random(3) === 0 ? '' : 'https://www.nhs.uk/falls'),
  (editor, random) => setNote(editor, `Note ${random(9)}.`),
  ...TOOLBAR.flatMap(({ actions }) =>
    actions.map(
      ({ change }): Edit =>
        (editor) =>
          change(editor.chain()).run()
    )
  )
];

/** One random edit at a random place. True when the editor could do it. */
export function editSomewhere(editor: Editor, random: Random): void {
  const { size } = editor.state.doc.content;
  const from = random(size + 1);
  const length = random(4) === 0 ? random(30) : 0;
  editor.commands.setTextSelection({ from, to: Math.min(size, from + length) });
  EDITS[random(EDITS.length)]!(editor, random);
}
