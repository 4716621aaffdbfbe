import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { currentNumber, headingAtCaret, setNumber } from '#editor/heading-number';
import { canonicalDocument } from '#schema/canonical';
import { documentFromJson, jsonFromDoc } from '#server/documents/document-bytes';
import { clauseHeading, documentOf, heading, paragraph } from '#tests/builders/specification';
import { GatedDocument } from './gated-document';
import { headlessEditor } from './headless-editor';
import { HELEN } from './shared-texts';

const LONGEST = 200;

/** Somebody's editor over this text, and the text as the server takes it in through its gate. */
function written() {
  const first = new Y.Doc();
  const text = documentOf(clauseHeading('aims', 'Aims', '3.1'), paragraph('One.'), heading(2, 'Pathway'));
  Y.applyUpdate(first, documentFromJson(text));
  const gated = new GatedDocument(first);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, gated.encoded());
  const refused: unknown[] = [];
  doc.on('update', (update: Uint8Array) => {
    const sent = gated.send(update, HELEN);
    if (sent.kind !== 'taken') refused.push(sent);
  });
  const editor = headlessEditor(doc);
  const stored = () => jsonFromDoc(gated.doc).content!.map(({ attrs }) => attrs?.number ?? null);
  return { editor, gated, refused, stored };
}

const AIMS = 2;
const ONE = 8;
const PATHWAY = 13;

it('SPC-27 the heading the caret is in gets a number, another one, or none, and the gate takes each in', () => {
  const { editor, refused, stored } = written();
  editor.commands.setTextSelection(PATHWAY);
  expect(headingAtCaret(editor)?.node.textContent).toBe('Pathway');
  expect(currentNumber(editor)).toBe('');
  expect(setNumber(editor, '  3.2  ')).toBeNull();
  expect(currentNumber(editor)).toBe('3.2');
  expect(stored()).toEqual(['3.1', null, '3.2']);
  editor.commands.undo();
  expect(stored()).toEqual(['3.1', null, null]);
  editor.commands.redo();
  expect(stored()).toEqual(['3.1', null, '3.2']);
  editor.commands.setTextSelection(AIMS);
  expect(setNumber(editor, '4')).toBeNull();
  expect(stored()).toEqual(['4', null, '3.2']);
  expect(editor.state.doc.firstChild!.attrs.clause).toBe('aims');
  expect(setNumber(editor, ' ')).toBeNull();
  expect(stored()).toEqual([null, null, '3.2']);
  expect(setNumber(editor, '9'.repeat(LONGEST))).toBeNull();
  expect(refused).toEqual([]);
});

it('SPC-27 outside a heading, for a number that is too long and in a closed text nothing is changed', () => {
  const { editor, gated } = written();
  const before = canonicalDocument(jsonFromDoc(gated.doc));
  editor.commands.setTextSelection(ONE);
  expect(headingAtCaret(editor)).toBeNull();
  expect(currentNumber(editor)).toBe('');
  expect(setNumber(editor, '3')).toBe('Put the caret in a heading first.');
  editor.commands.setTextSelection(AIMS);
  expect(setNumber(editor, '9'.repeat(LONGEST + 1))).toBe('This is too long for a number.');
  editor.setEditable(false);
  expect(setNumber(editor, '5')).toBe('Put the caret in a heading first.');
  expect(canonicalDocument(jsonFromDoc(gated.doc))).toBe(before);
  expect(currentNumber(editor)).toBe('3.1');
});
