import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { isRefusal } from '#domain/refusal';
import { canonicalDocument } from '#schema/canonical';
import type { DocumentJson } from '#schema/document-json';
import { BODY, documentSchema, emptyDocument } from '#schema/schema';
import { fromAnchor, rangeReader, toAnchor, type Anchor } from '#server/documents/anchor';
import { documentFromJson, jsonFromDoc } from '#server/documents/document-bytes';
import { passageText } from '#server/documents/passage-text';

const paragraph = (text: string): DocumentJson => ({
  type: 'paragraph',
  content: text === '' ? [] : [{ type: 'text', text }]
});

function draft(...content: DocumentJson[]): Y.Doc {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, documentFromJson({ type: 'doc', content }));
  return ydoc;
}

/** The text inside the paragraph at an index. */
function textAt(ydoc: Y.Doc, index: number): Y.XmlText {
  const block = ydoc.getXmlFragment(BODY).get(index);
  if (!(block instanceof Y.XmlElement)) throw new Error('no block');
  const text = block.get(0);
  if (!(text instanceof Y.XmlText)) throw new Error('no text');
  return text;
}

function words(ydoc: Y.Doc, range: { from: number; to: number } | null): string | null {
  if (range === null) return null;
  return documentSchema.nodeFromJSON(jsonFromDoc(ydoc)).textBetween(range.from, range.to, ' ');
}

function anchored(ydoc: Y.Doc, from: number, to: number, quote: string): Anchor {
  const anchor = toAnchor(ydoc, { from, to, quote });
  if (isRefusal(anchor)) throw new Error(anchor.code);
  // As it comes back from a database.
  return JSON.parse(JSON.stringify(anchor)) as Anchor;
}

test('SCH-15 a document put into a draft comes out the same, and nothing gives one empty paragraph', () => {
  const json: DocumentJson = {
    type: 'doc',
    content: [
      { type: 'heading', attrs: { level: 2, number: '3.2' }, content: [{ type: 'text', text: 'Scope' }] },
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'see ', marks: [{ type: 'bold' }] },
          {
            type: 'text',
            text: 'this',
            marks: [{ type: 'link', attrs: { href: 'https://a.example/' } }, { type: 'bold' }]
          },
          { type: 'footnote', attrs: { text: 'A note' } }
        ]
      }
    ]
  };
  expect(canonicalDocument(jsonFromDoc(draft(...(json.content ?? []))))).toBe(canonicalDocument(json));
  expect(jsonFromDoc(new Y.Doc())).toEqual(emptyDocument());
});

test('SCH-16 an anchor is made where the words are, white space aside, also across blocks', () => {
  const ydoc = draft(paragraph('One two three'), paragraph('four five'));
  expect(fromAnchor(ydoc, anchored(ydoc, 5, 8, 'two'))).toEqual({ from: 5, to: 8 });
  expect(fromAnchor(ydoc, anchored(ydoc, 9, 20, ' three\n\n four '))).toEqual({ from: 9, to: 20 });
});

test('SCH-16 words that moved are found at the nearest place', () => {
  const ydoc = draft(paragraph('care here'), paragraph('nothing'), paragraph('care there and care'));
  const later = anchored(ydoc, 36, 40, 'care');
  expect(fromAnchor(ydoc, later)).toEqual({ from: 36, to: 40 });
  expect(fromAnchor(ydoc, anchored(ydoc, 24, 28, 'care'))).toEqual({ from: 21, to: 25 });
});

test('SCH-16 words that are gone, equally near twice, or empty are refused, and nothing is written', () => {
  const ydoc = draft(paragraph('abc xx abc'));
  const before = Y.encodeStateAsUpdate(ydoc);
  for (const [passage, code] of [
    [{ from: 1, to: 4, quote: 'xyz' }, 'passage-changed'],
    [{ from: 1, to: 4, quote: 'ABC' }, 'passage-changed'],
    [{ from: Number.NaN, to: 4, quote: 'gone' }, 'passage-changed'],
    [{ from: 1, to: 4, quote: ' \n ' }, 'missing-field']
  ] as const) {
    const result = toAnchor(ydoc, passage);
    expect(isRefusal(result) && result.code).toBe(code);
  }
  const tie = draft(paragraph('abc'), paragraph('abcd'), paragraph('abc'));
  const result = toAnchor(tie, { from: 6, to: 9, quote: 'abc' });
  expect(isRefusal(result)).toBe(false);
  const between = toAnchor(draft(paragraph('ab--ab')), { from: 3, to: 5, quote: 'ab' });
  expect(isRefusal(between) && between.code).toBe('passage-changed');
  expect(Y.encodeStateAsUpdate(ydoc)).toEqual(before);
});

test('SCH-17 the passage follows its words while others type before, inside and next to it', () => {
  const ydoc = draft(paragraph('One two three'), paragraph('four'));
  const anchor = anchored(ydoc, 5, 8, 'two');
  const text = textAt(ydoc, 0);
  text.insert(0, 'Zero. ');
  expect(words(ydoc, fromAnchor(ydoc, anchor))).toBe('two');
  text.insert(13, '!');
  expect(words(ydoc, fromAnchor(ydoc, anchor))).toBe('two');
  text.insert(10, '?');
  expect(words(ydoc, fromAnchor(ydoc, anchor))).toBe('two');
  text.insert(12, '-');
  expect(words(ydoc, fromAnchor(ydoc, anchor))).toBe('t-wo');
});

test('SCH-17 a passage at the very end does not take in what is typed after it', () => {
  const ydoc = draft(paragraph('the end'));
  const anchor = anchored(ydoc, 5, 8, 'end');
  textAt(ydoc, 0).insert(7, 'less');
  expect(words(ydoc, fromAnchor(ydoc, anchor))).toBe('end');
});

test('SCH-17 a passage whose words were deleted is gone; one that lost a part keeps the rest', () => {
  const ydoc = draft(paragraph('One two three'), paragraph('four'));
  const part = anchored(ydoc, 5, 14, 'two three');
  const whole = anchored(ydoc, 16, 20, 'four');
  textAt(ydoc, 0).delete(7, 6);
  expect(words(ydoc, fromAnchor(ydoc, part))).toBe('two');
  ydoc.getXmlFragment(BODY).delete(1, 1);
  expect(fromAnchor(ydoc, whole)).toBeNull();
  textAt(ydoc, 0).delete(0, 7);
  expect(fromAnchor(ydoc, part)).toBeNull();
});

test('SCH-18 malformed and foreign anchors give no passage and do no harm', () => {
  const ydoc = draft(paragraph('One two three'));
  const good = anchored(ydoc, 5, 8, 'two');
  const before = Y.encodeStateAsUpdate(ydoc);
  const id = (client: unknown, clock: unknown) => ({ item: { client, clock }, assoc: 0 });
  for (const bad of [
    ...[null, undefined, 7, 'x', [], {}, { start: good.start }, { start: {}, end: {} }],
    ...[id(1, 2 ** 53), id(-1, 0), id('1', 0), id(999, 5), id(Number.NaN, 0)].map((start) => ({
      ...good,
      start
    })),
    { start: { tname: 'other' }, end: { tname: 'other' } },
    { start: good.end, end: good.start },
    { start: { type: good.start.item }, end: good.end }
  ]) {
    expect(fromAnchor(ydoc, bad)).toBeNull();
  }
  expect(Y.encodeStateAsUpdate(ydoc)).toEqual(before);
  expect([...ydoc.share.keys()]).toEqual([BODY]);
});

test('SCH-18 any JSON at all is survived', () => {
  const ydoc = draft(paragraph('One two three'));
  const read = rangeReader(ydoc, passageText(ydoc));
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (start, end) => {
      expect(read({ start, end })).toBeNull();
    }),
    { numRuns: 500, seed: 20270210 }
  );
});

test('SCH-18 a lost passage is found again by its words when they stand in one place only', () => {
  const ydoc = draft(paragraph('Keep this sentence.'), paragraph('Other.'));
  const anchor = anchored(ydoc, 1, 20, 'Keep this sentence.');
  const fragment = ydoc.getXmlFragment(BODY);
  fragment.delete(0, 1);
  const moved = new Y.XmlElement('paragraph');
  moved.insert(0, [new Y.XmlText('Keep this sentence.')]);
  fragment.insert(1, [moved]);
  expect(fromAnchor(ydoc, anchor)).toBeNull();
  expect(words(ydoc, fromAnchor(ydoc, anchor, 'Keep this sentence.'))).toBe('Keep this sentence.');
  fragment.insert(0, [moved.clone()]);
  expect(fromAnchor(ydoc, anchor, 'Keep this sentence.')).toBeNull();
});
