import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { NoHeadings } from '#editor/no-headings';
import { documentFromJson, jsonFromDoc } from '#server/documents/document-bytes';
import { documentOf, heading, paragraph } from '#tests/builders/specification';
import { headlessEditor } from './headless-editor';

function opened(...content: Parameters<typeof documentOf>) {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, documentFromJson(documentOf(...content)));
  let updates = 0;
  doc.on('update', () => (updates += 1));
  return { doc, editor: headlessEditor(doc, [NoHeadings]), updates: () => updates };
}

const types = (doc: Y.Doc) => jsonFromDoc(doc).content!.map(({ type }) => type);

it('PLN-73 a heading that is made or pasted into a summary becomes a paragraph with its words', () => {
  const { doc, editor } = opened(paragraph('We come.'));
  editor.commands.setHeading({ level: 2 });
  expect(types(doc)).toEqual(['paragraph']);
  editor.commands.insertContentAt(editor.state.doc.content.size, [
    heading(3, 'When'),
    paragraph('At night.')
  ]);
  expect(types(doc)).toEqual(['paragraph', 'paragraph', 'paragraph']);
  expect(editor.getText({ blockSeparator: '|' })).toBe('We come.|When|At night.');
});

it('PLN-73 what somebody else has put there stays until something is written, and opening changes nothing', () => {
  const { doc, editor, updates } = opened(heading(2, 'Theirs'), paragraph('We come.'));
  expect(types(doc)).toEqual(['heading', 'paragraph']);
  expect(updates()).toBe(0);
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  const line = new Y.XmlElement('paragraph');
  other.getXmlFragment('body').insert(2, [line]);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  expect(updates()).toBe(1);
  editor.commands.insertContentAt(editor.state.doc.content.size - 1, { type: 'text', text: 'More.' });
  expect(types(doc)).toEqual(['paragraph', 'paragraph', 'paragraph']);
});
