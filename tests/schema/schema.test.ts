import { expect, test } from 'vitest';
import type { DocumentJson } from '#schema/document-json';
import { documentExtensions } from '#schema/extensions';
import { headingsFor, headingsOf, TEMPLATES } from '#schema/all-templates';
import { NHS_TEMPLATE } from '#schema/nhs-template';
import { startedFrom } from '#schema/specification-template';
import { contents } from '#schema/render-html';
import { documentFault, documentSchema, emptyDocument } from '#schema/schema';

const doc = (...content: DocumentJson[]): DocumentJson => ({ type: 'doc', content });
const linked = (href: string) =>
  doc({
    type: 'paragraph',
    content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href } }] }]
  });

test('SCH-1 the schema holds the listed nodes and marks and no others', () => {
  expect(Object.keys(documentSchema.nodes).sort()).toEqual(
    [
      ...['doc', 'paragraph', 'text', 'heading', 'bulletList', 'orderedList', 'listItem', 'hardBreak'],
      ...['horizontalRule', 'blockquote', 'table', 'tableRow', 'tableHeader', 'tableCell', 'footnote']
    ].sort()
  );
  expect(Object.keys(documentSchema.marks).sort()).toEqual(
    ['bold', 'italic', 'underline', 'strike', 'superscript', 'subscript', 'link'].sort()
  );
});

test.each<[string, unknown]>([
  ['an unknown node', doc({ type: 'image' })],
  [
    'an unknown mark',
    doc({ type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'blink' }] }] })
  ],
  ['words outside a block', doc({ type: 'text', text: 'x' })],
  ['a number that is not text', doc({ type: 'paragraph', attrs: { number: 3 } })],
  [
    'an unknown list format',
    doc({
      type: 'orderedList',
      attrs: { format: 'runes' },
      content: [{ type: 'listItem', content: [{ type: 'paragraph' }] }]
    })
  ],
  ['a link that is not allowed', linked('javascript:alert(1)')],
  ['an empty document', doc()],
  ['a part of a document', { type: 'paragraph' }],
  ['not a document at all', 'words'],
  ['nothing', null]
])('SCH-1 %s is a fault', (_, json) => {
  expect(documentFault(json)).not.toBeNull();
});

test('SCH-1 a document with allowed links is without fault', () => {
  expect(documentFault(linked('https://www.nhs.uk/'))).toBeNull();
  expect(documentFault(emptyDocument())).toBeNull();
});

test('SCH-2 no extension changes a document when it is opened, and undo is left to the editor', () => {
  const starter = documentExtensions.find(({ name }) => name === 'starterKit');
  expect(starter?.options).toMatchObject({ trailingNode: false, undoRedo: false });
});

test('SCH-4 the NHS template has the cover table and seven numbered headings, four of them mandatory', () => {
  const template = startedFrom(NHS_TEMPLATE, { title: 'Falls service', serviceNumber: 'WV/2027/FF/01' });
  expect(documentFault(template)).toBeNull();
  const top = contents(template).filter(({ level }) => level === 1);
  expect(top.map(({ number, text }) => `${number} ${text}`)).toEqual([
    '1 Population Needs',
    '2 Outcomes',
    '3 Scope',
    '4 Applicable Service Standards',
    '5 Applicable quality requirements and CQUIN goals',
    '6 Location of Provider Premises',
    '7 Individual Service User Placement'
  ]);
  expect(JSON.stringify(template).match(/"Mandatory\./g)).toHaveLength(4);
  expect(JSON.stringify(template).match(/"Optional\./g)).toHaveLength(3);
  expect(template.content?.[0]?.content).toHaveLength(6);
  expect(JSON.stringify(template)).toContain('"Falls service"');
  expect(JSON.stringify(template)).toContain('"WV/2027/FF/01"');
});

test('SCH-4 every template is a document of the schema, and its clauses have ids of their own', () => {
  const ids = TEMPLATES.flatMap((template) => {
    const started = startedFrom(template, { title: 'Falls service', serviceNumber: '7' });
    expect(documentFault(started)).toBeNull();
    return contents(started).map(({ clause }) => clause);
  });
  expect(ids).not.toContain(null);
  expect(new Set(ids).size).toBe(ids.length);
  for (const template of TEMPLATES) {
    const headings = headingsOf(template);
    expect(headingsFor([null, ...headings.map(({ id }) => id).slice(1)])).toEqual(headings);
    expect(headings.every(({ id }) => ids.includes(id))).toBe(true);
  }
  expect(headingsFor([null])).toEqual([]);
});
