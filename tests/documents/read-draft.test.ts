import { Editor } from '@tiptap/core';
import { yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { canonicalDocument } from '#schema/canonical';
import { documentExtensions } from '#schema/extensions';
import { renderDocument } from '#schema/render-html';
import { BODY, documentFault, documentSchema, emptyDocument } from '#schema/schema';
import { toAnchor } from '#server/documents/anchor';
import { documentFromJson } from '#server/documents/document-bytes';
import { readDraft } from '#server/documents/read-draft';
import { passagesIn } from '#server/documents/read-passage';

const SENTENCE = 'This part of the text cannot be shown.';

function block(name: string, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const element = new Y.XmlElement(name);
  element.insert(0, children);
  return element;
}

/** A readable paragraph and then something that no editor writes, as it comes out of storage. */
function stored(...hostile: unknown[]): Y.Doc {
  const sent = new Y.Doc();
  sent
    .getXmlFragment(BODY)
    .push([block('paragraph', new Y.XmlText('Good words')), ...(hostile as Y.XmlElement[])]);
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(sent));
  return ydoc;
}

/** From the outside in, as updates arrive: putting it together at once would end Yjs itself. */
function nest(ydoc: Y.Doc, depth: number): void {
  let outer: Y.XmlFragment = ydoc.getXmlFragment(BODY);
  for (let level = 0; level < depth; level += 1) {
    const inner = new Y.XmlElement('blockquote');
    outer.push([inner]);
    outer = inner;
  }
  outer.push([block('paragraph', new Y.XmlText('deep'))]);
}

function withAttribute(name: string, attribute: string, value: unknown): Y.XmlElement {
  const element = block(name, new Y.XmlText('words'));
  element.setAttribute(attribute, value as string);
  return element;
}

function withEmbed(embed: unknown): Y.XmlElement {
  const text = new Y.XmlText('words');
  text.insertEmbed(2, embed as object);
  return block('paragraph', text);
}

function withMark(mark: Record<string, unknown>): Y.XmlElement {
  const text = new Y.XmlText();
  text.insert(0, 'words', mark);
  return block('paragraph', text);
}

test.each<[string, () => unknown]>([
  ['a hook', () => new Y.XmlHook('hook')],
  ['a hook inside a paragraph', () => block('paragraph', new Y.XmlHook('hook') as never)],
  ['a map inside a text', () => withEmbed(new Y.Map())],
  ['an object inside a text', () => withEmbed({ image: 'x' })],
  ['an attribute that is no JSON', () => withAttribute('paragraph', 'number', 3n)],
  ['an attribute of another type', () => withAttribute('paragraph', 'number', 3)],
  ['an unknown node', () => block('script', new Y.XmlText('alert(1)'))],
  ['a node named like a property of every object', () => block('constructor')],
  ['an unknown mark', () => withMark({ blink: {} })],
  ['words outside a block', () => new Y.XmlText('loose')],
  ['a list without items', () => block('bulletList')]
])('SCH-19 a draft with %s is read without it', (_, hostile) => {
  const ydoc = stored(hostile());
  const before = Y.encodeStateVector(ydoc);
  const { json, damaged } = readDraft(ydoc);
  expect(damaged).toBe(true);
  expect(documentFault(json)).toBeNull();
  expect(renderDocument(json)).toContain('<p>Good words</p>');
  expect(() => canonicalDocument(json)).not.toThrow();
  const anchor = toAnchor(ydoc, { from: 1, to: 11, quote: 'Good words' });
  expect(passagesIn(ydoc)(anchor, 'Good words').range).toEqual({ from: 1, to: 11 });
  expect(Y.encodeStateVector(ydoc)).toEqual(before);
});

test('SCH-19 quotations 3,000 deep are replaced by a sentence, and those that are 30 deep are shown', () => {
  const ydoc = stored();
  nest(ydoc, 3000);
  ydoc.getXmlFragment(BODY).push([block('paragraph', new Y.XmlText('after'))]);
  const broken = readDraft(ydoc);
  expect(broken.damaged).toBe(true);
  expect(renderDocument(broken.json)).toBe(`<p>Good words</p><p>${SENTENCE}</p><p>after</p>`);
  const anchor = toAnchor(ydoc, { from: 1, to: 11, quote: 'Good words' });
  expect(passagesIn(ydoc)(anchor, 'Good words').range).toEqual({ from: 1, to: 11 });
  const fitting = stored();
  nest(fitting, 30);
  expect(readDraft(fitting).damaged).toBe(false);
  expect(renderDocument(readDraft(fitting).json)).toContain('deep');
});

function wideTable(): Y.Doc {
  const cell = block('tableCell', block('paragraph'));
  cell.setAttribute('colspan', 3e7 as unknown as string);
  cell.setAttribute('rowspan', 3e7 as unknown as string);
  return stored(block('table', block('tableRow', cell)));
}

test('SCH-20 the server and the editor read a cell of thirty million columns as one of a hundred', () => {
  const limited = { colspan: 100, rowspan: 1000 };
  const editor = new Editor({ element: null, extensions: documentExtensions, content: emptyDocument() });
  expect(readDraft(wideTable()).json.content?.[1]?.content?.[0]?.content?.[0]?.attrs).toMatchObject(limited);
  for (const schema of [documentSchema, editor.schema]) {
    const root = yXmlFragmentToProseMirrorRootNode(wideTable().getXmlFragment(BODY), schema);
    expect(root.child(1).child(0).child(0).attrs).toMatchObject(limited);
  }
  editor.destroy();
});

test.each([
  [0, 1],
  [-3, 1],
  ['3', 1],
  [2.5, 1],
  [null, 1],
  [2, 2]
])('SCH-20 a span of %j is one of %i', (given, span) => {
  const type = documentSchema.nodes.tableCell;
  expect(type?.createAndFill({ colspan: given, rowspan: given })?.attrs).toMatchObject({
    colspan: span,
    rowspan: span
  });
});

test('SCH-20 a stored table within the limits is left as it is', () => {
  const cell = { type: 'tableCell', attrs: { colspan: 2, rowspan: 3 }, content: [{ type: 'paragraph' }] };
  const json = {
    type: 'doc',
    content: [{ type: 'table', content: [{ type: 'tableRow', content: [cell] }] }]
  };
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, documentFromJson(json));
  expect(canonicalDocument(readDraft(ydoc).json)).toBe(canonicalDocument(json));
});
