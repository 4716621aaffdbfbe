import type { Editor } from '@tiptap/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { clauseIdsOf, isClauseId, newClauseId, withClauseIds, withTheseClauseIds } from '#schema/clause-ids';
import { canonicalDocument } from '#schema/canonical';
import type { DocumentJson } from '#schema/document-json';
import { isLawfulAttribute } from '#schema/attribute-rules';
import { NHS_TEMPLATE } from '#schema/nhs-template';
import { startedFrom } from '#schema/specification-template';
import { contents, renderDocument } from '#schema/render-html';
import { documentFromJson, jsonFromDoc } from '#server/documents/document-bytes';
import { headlessEditor } from './headless-editor';

const heading = (text: string, clause: string | null = null): DocumentJson => ({
  type: 'heading',
  attrs: { level: 2, number: null, clause },
  content: text === '' ? [] : [{ type: 'text', text }]
});
const paragraph = (text: string): DocumentJson => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const text = (...content: DocumentJson[]): DocumentJson => ({ type: 'doc', content });

function opened(json: DocumentJson): { editor: Editor; doc: Y.Doc } {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, documentFromJson(json));
  return { editor: headlessEditor(doc), doc };
}

/** Where the words begin. */
function at(editor: Editor, words: string): number {
  let found = -1;
  editor.state.doc.descendants((node, position) => {
    const place = node.isText ? node.text!.indexOf(words) : -1;
    if (found < 0 && place >= 0) found = position + place;
  });
  if (found < 0) throw new Error(`"${words}" is not in the text`);
  return found;
}

function type(editor: Editor, position: number, words: string): void {
  editor.view.dispatch(editor.state.tr.insertText(words, position));
}

/** The clauses as the shared text has them: words and id. */
function clauses(doc: Y.Doc): [string, string | null][] {
  const json = jsonFromDoc(doc);
  const ids = clauseIdsOf(json);
  return contents(json).map(({ text: words }, index) => [words, ids[index] ?? null]);
}

const TWO = text(heading('Aims', 'aims'), paragraph('One.'), heading('Pathway', 'way'), paragraph('Two.'));

function moveUp(editor: Editor): void {
  const { state } = editor;
  const from = at(editor, 'Pathway') - 1;
  const slice = state.doc.slice(from, state.doc.content.size);
  editor.view.dispatch(state.tr.delete(from, state.doc.content.size).insert(0, slice.content));
}

it('CLA-1 an id has one form, and new ones differ', () => {
  for (const id of ['a', 'scope-aims', '0', 'x'.repeat(32)]) expect(isClauseId(id)).toBe(true);
  for (const id of ['', '-a', 'A', 'a b', 'x'.repeat(33), 'é', null, 7, undefined])
    expect(isClauseId(id)).toBe(false);
  const ids = Array.from({ length: 1000 }, newClauseId);
  expect(ids.every(isClauseId)).toBe(true);
  expect(new Set(ids).size).toBe(1000);
});

it('CLA-2 renaming, renumbering, another level and moving keep the id; undo brings it back', () => {
  const { editor, doc } = opened(TWO);
  type(editor, at(editor, 'Pathway') + 7, ' and care');
  editor
    .chain()
    .setTextSelection(at(editor, 'Pathway'))
    .updateAttributes('heading', { number: '9', level: 3 })
    .run();
  moveUp(editor);
  expect(clauses(doc)).toEqual([
    ['Pathway and care', 'way'],
    ['Aims', 'aims']
  ]);
  editor.commands.deleteRange({ from: 0, to: editor.state.doc.content.size });
  expect(clauses(doc)).toEqual([]);
  editor.commands.undo();
  // What was done within half a second is undone together.
  expect(clauses(doc)).toEqual([
    ['Aims', 'aims'],
    ['Pathway', 'way']
  ]);
});

it('CLA-3 the second half of a split gets a new id, the joined one keeps the first', () => {
  const { editor, doc } = opened(text(heading('Aims and scope', 'aims'), paragraph('One.')));
  editor.chain().setTextSelection(at(editor, ' and scope')).splitBlock().run();
  const [first, second] = clauses(doc);
  expect(first).toEqual(['Aims', 'aims']);
  // After its end an editor goes on with a paragraph; in its middle with a heading.
  if (second) expect(second[1]).not.toBe('aims');
  const joined = opened(text(heading('Aims', 'aims'), heading('Scope', 'scope')));
  joined.editor.chain().setTextSelection(at(joined.editor, 'Scope')).joinBackward().run();
  expect(clauses(joined.doc)).toEqual([['AimsScope', 'aims']]);
});

it('CLA-3 a copy gets a new id, also when it stands above the original', () => {
  for (const place of ['above', 'below']) {
    const { editor, doc } = opened(TWO);
    const { state } = editor;
    const node = state.doc.nodeAt(at(editor, 'Pathway') - 1)!;
    editor.view.dispatch(
      state.tr.insert(place === 'above' ? 0 : state.doc.content.size, node.copy(node.content))
    );
    const all = clauses(doc);
    const copy = place === 'above' ? all[0]! : all[2]!;
    const original = place === 'above' ? all[2]! : all[1]!;
    expect(original).toEqual(['Pathway', 'way']);
    expect(copy[0]).toBe('Pathway');
    expect(isClauseId(copy[1])).toBe(true);
    expect(copy[1]).not.toBe('way');
  }
});

it('CLA-4 of two headings with one id the first has it, and the next edit gives the other a new one', () => {
  const { editor, doc } = opened(text(heading('One', 'same'), heading('Two', 'same'), paragraph('Three.')));
  expect(clauses(doc)).toEqual([
    ['One', 'same'],
    ['Two', null]
  ]);
  expect(renderDocument(jsonFromDoc(doc))).toContain(
    '<h3 id="clause-same">One</h3><h3 id="clause-2">Two</h3>'
  );
  type(editor, at(editor, 'Three'), 'And ');
  const [first, second] = clauses(doc);
  expect(first).toEqual(['One', 'same']);
  expect(isClauseId(second![1])).toBe(true);
});

it('CLA-5 opening a text changes nothing; the first edit names every clause, for all editors alike', () => {
  const { editor, doc } = opened(text(heading('Aims'), heading(''), paragraph('One.')));
  let changes = 0;
  doc.on('update', () => (changes += 1));
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  const reader = headlessEditor(other);
  expect(changes).toBe(0);
  type(editor, at(editor, 'One'), 'Word ');
  expect(clauses(doc)).toHaveLength(1);
  expect(isClauseId(clauses(doc)[0]![1])).toBe(true);
  const before = Y.encodeStateVector(other);
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  expect(clauses(other)).toEqual(clauses(doc));
  // Of what is another's, the one who only looks on writes nothing.
  expect(Y.decodeStateVector(Y.encodeStateVector(other)).get(other.clientID)).toBe(
    Y.decodeStateVector(before).get(other.clientID)
  );
  reader.destroy();
});

it('CLA-6 the template names its clauses by what they are', () => {
  const ids = clauseIdsOf(startedFrom(NHS_TEMPLATE, { title: 'T', serviceNumber: '' }));
  expect(ids).toHaveLength(21);
  expect(ids).not.toContain(null);
  expect(ids.slice(0, 3)).toEqual(['needs', 'needs-context', 'outcomes']);
});

it('CLA-7 the address of a clause is made of its id, and of its place where it has none', () => {
  const json = text(heading('Aims', 'aims'), heading('Other'));
  expect(renderDocument(json, { headingOffset: 1 })).toBe(
    '<h3 id="clause-aims">Aims</h3><h3 id="clause-2">Other</h3>'
  );
  expect(contents(json).map(({ id, clause }) => [id, clause])).toEqual([
    ['clause-aims', 'aims'],
    ['clause-2', null]
  ]);
});

it('CLA-8 ids change no canonical text, and can be put back', () => {
  const headings = fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 8 }), fc.boolean()), {
    maxLength: 8
  });
  fc.assert(
    fc.property(headings, (given) => {
      const json = text(
        ...given.map(([words, isHeading]) => (isHeading ? heading(words) : paragraph(words)))
      );
      const named = withClauseIds(json);
      expect(canonicalDocument(named)).toBe(canonicalDocument(json));
      const ids = clauseIdsOf(named);
      expect(ids).not.toContain(null);
      expect(clauseIdsOf(withTheseClauseIds(json, ids))).toEqual(ids);
      expect(withClauseIds(named)).toEqual(named);
    })
  );
});

it('CLA-9 an id of another form is no attribute of a heading', () => {
  for (const id of [null, 'aims', 'x0']) expect(isLawfulAttribute('heading', 'clause', id)).toBe(true);
  for (const id of ['', 'Aims', '"><b>', 'x'.repeat(33), 3, {}]) {
    expect(isLawfulAttribute('heading', 'clause', id)).toBe(false);
  }
  expect(isLawfulAttribute('paragraph', 'clause', 'aims')).toBe(false);
});
