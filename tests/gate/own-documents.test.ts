import { readdirSync, readFileSync } from 'node:fs';
import { getSchema } from '@tiptap/core';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { isRefusal } from '#domain/refusal';
import { setLink, setNote } from '#editor/link-and-note';
import { TOOLBAR } from '#editor/toolbar-actions';
import { isLawfulAttribute, keepLawful } from '#schema/attribute-rules';
import { limitSpans } from '#schema/cell-spans';
import type { DocumentJson } from '#schema/document-json';
import { documentExtensions } from '#schema/extensions';
import { TEMPLATES } from '#schema/all-templates';
import { startedFrom } from '#schema/specification-template';
import { documentSchema } from '#schema/schema';
import { documentFromJson } from '#server/documents/document-bytes';
import { readDocx } from '#server/documents/read-docx';
import { GatedDocument } from './gated-document';
import { headlessEditor } from './headless-editor';
import { browserFault } from './innocent-browser';
import { cells, copyOf, HELEN, node, paragraph, sharedText } from './shared-texts';

const FIXTURES = 'tests/fixtures';

function imported(name: string): DocumentJson {
  const answer = readDocx(readFileSync(`${FIXTURES}/${name}`), name);
  if (isRefusal(answer)) throw new Error(answer.message);
  return answer.json;
}

const OWN: [string, DocumentJson][] = [
  ...TEMPLATES.map((template): [string, DocumentJson] => [
    template.name,
    startedFrom(template, { title: 'Falls', serviceNumber: '7' })
  ]),
  ...readdirSync(FIXTURES)
    .filter((name) => name.endsWith('.docx'))
    .map((name): [string, DocumentJson] => [name, imported(name)])
];

/** Somebody with an editor over a gated text; everything the editor writes goes to the gate. */
function writing(gated: GatedDocument) {
  const doc = copyOf(gated.doc);
  const editor = headlessEditor(doc);
  const sent: unknown[] = [];
  doc.on('update', (update: Uint8Array) => sent.push(gated.send(update, HELEN)));
  return { doc, editor, sent };
}

describe('what the product makes', () => {
  it.each(OWN)('SYN-54 %s passes the gate, and an editor that opens it changes nothing', (_, json) => {
    const gated = new GatedDocument(new Y.Doc());
    const update = documentFromJson(json);
    expect(gated.send(update, HELEN)).toMatchObject({ kind: 'taken' });
    expect(browserFault(gated.encoded())).toBeNull();
    const { sent, editor } = writing(gated);
    editor.commands.setTextSelection(2);
    expect(sent).toEqual([]);
  });

  const text = () =>
    sharedText(
      paragraph('One paragraph of words.'),
      node('bulletList', node('listItem', paragraph('first')), node('listItem', paragraph('second'))),
      cells(2, 2),
      paragraph('The end.')
    );
  const places = [3, 28, 50];

  it.each(TOOLBAR.flatMap(({ actions }) => actions).map((action) => [action.id, action] as const))(
    'SYN-54 what the button "%s" does passes the gate, in a paragraph, a list and a table',
    (id, action) => {
      let changes = 0;
      for (const place of places) {
        const gated = new GatedDocument(text());
        const { editor, sent, doc } = writing(gated);
        editor.commands.setTextSelection({ from: place, to: place + 3 });
        if (id === 'redo' || id === 'undo') editor.commands.toggleMark('bold');
        if (id === 'redo') editor.commands.undo();
        if (id === 'merge-cells') editor.commands.selectAll();
        action.change(editor.chain()).run();
        for (const each of sent) expect(each).toMatchObject({ kind: 'taken' });
        expect(Y.encodeStateVector(gated.doc)).toEqual(Y.encodeStateVector(doc));
        expect(browserFault(gated.encoded())).toBeNull();
        changes += sent.length;
      }
      if (id !== 'merge-cells') expect(changes).toBeGreaterThan(0);
    }
  );

  it('SYN-54 links, notes and merged cells pass the gate', () => {
    const gated = new GatedDocument(text());
    const { editor, sent } = writing(gated);
    editor.commands.setTextSelection({ from: 2, to: 5 });
    expect(setLink(editor, 'www.nhs.uk/falls')).toBeNull();
    expect(setNote(editor, 'A note.')).toBeNull();
    let first = 0;
    editor.state.doc.descendants((each, position) => {
      if (each.type.name === 'tableCell' && first === 0) first = position;
    });
    editor.commands.setCellSelection({ anchorCell: first, headCell: first + 8 });
    expect(editor.commands.mergeCells()).toBe(true);
    expect(sent.length).toBeGreaterThanOrEqual(3);
    for (const each of sent) expect(each).toMatchObject({ kind: 'taken' });
    expect(gated.doc.getXmlFragment('body').toString()).toContain('colspan="2"');
  });
});

describe('what the editor writes', () => {
  const editors = keepLawful(limitSpans(getSchema(documentExtensions)));
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      'orderedList',
      { start: NaN, type: 'x'.repeat(99), format: 'url(x)' },
      { start: 1, type: null, format: 'decimal' }
    ],
    [
      'orderedList',
      { start: 0, type: 'a', format: 'lower-alpha' },
      { start: 0, type: 'a', format: 'lower-alpha' }
    ],
    ['heading', { level: 9, number: '1.'.repeat(500) }, { level: 1, number: null }],
    [
      'tableCell',
      { colwidth: [NaN], align: 'justify', colspan: 0 },
      { colwidth: null, align: null, colspan: 1 }
    ],
    [
      'tableHeader',
      { colwidth: [80], align: 'left', rowspan: 5000 },
      { colwidth: [80], align: 'left', rowspan: 1000 }
    ],
    ['footnote', { text: 'x'.repeat(60_000) }, { text: 'x'.repeat(50_000) }],
    ['footnote', { text: 7 }, { text: '' }]
  ])('SYN-55 a %s made from %j has only values that the gate takes in', (name, given, kept) => {
    const { attrs } = editors.nodes[name]!.create(given);
    expect(attrs).toMatchObject(kept);
    for (const [key, value] of Object.entries(attrs))
      expect(isLawfulAttribute(name, key, value), key).toBe(true);
  });

  it('SYN-55 every node’s and mark’s attributes are known to the gate with their defaults', () => {
    for (const type of Object.values(documentSchema.nodes)) {
      for (const [key, { default: value }] of Object.entries(type.spec.attrs ?? {})) {
        expect(isLawfulAttribute(type.name, key, value), `${type.name}.${key}`).toBe(true);
      }
    }
    for (const type of Object.values(documentSchema.marks)) {
      for (const [key, { default: value }] of Object.entries(type.spec.attrs ?? {})) {
        if (key !== 'href')
          expect(isLawfulAttribute(type.name, key, value), `${type.name}.${key}`).toBe(true);
      }
    }
  });
});
