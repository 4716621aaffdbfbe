import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { isRefusal, refuse } from '#domain/refusal';
import { canonicalDocument } from '#schema/canonical';
import type { DocumentJson } from '#schema/document-json';
import { BODY } from '#schema/schema';
import { fromAnchor, toAnchor } from '#server/documents/anchor';
import { documentFromJson, jsonFromDoc } from '#server/documents/document-bytes';
import { rewriteDraft } from '#server/documents/rewrite-draft';
import { documentOf, heading, paragraph, passageIn } from '#tests/builders/specification';

const WORDS = ['fall', 'carer', 'clinic', 'night', 'help', 'assessment'];

function draftOf(json: DocumentJson): Y.Doc {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, documentFromJson(json));
  return ydoc;
}

function rewritten(ydoc: Y.Doc, json: DocumentJson): Uint8Array | null {
  const update = rewriteDraft(ydoc, () => json);
  if (isRefusal(update)) throw new Error(update.message);
  return update;
}

/** The ids of everything in the body: what was made anew has others. */
function identities(ydoc: Y.Doc): string[] {
  return ydoc
    .getXmlFragment(BODY)
    .toArray()
    .map(({ _item }) => `${_item?.id.client}/${_item?.id.clock}`);
}

const list = (...items: string[]): DocumentJson => ({
  type: 'bulletList',
  content: items.map((text) => ({ type: 'listItem', content: [paragraph(text)] }))
});

test('SYN-182 any text becomes any other text, and its update alone brings it to somebody else', () => {
  const block = fc.oneof(
    fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((words) => paragraph(words.join(' '))),
    fc.constantFrom(...WORDS).map((word) => heading(2, word, '1.1')),
    fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }).map((words) => list(...words))
  );
  const text = fc.array(block, { minLength: 1, maxLength: 12 }).map((blocks) => documentOf(...blocks));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const ydoc = draftOf(before);
      const other = draftOf(before);
      Y.applyUpdate(other, Y.encodeStateAsUpdate(ydoc));
      const base = new Y.Doc();
      Y.applyUpdate(base, Y.encodeStateAsUpdate(ydoc));
      const update = rewritten(ydoc, after);
      expect(canonicalDocument(jsonFromDoc(ydoc))).toBe(canonicalDocument(after));
      expect(update === null).toBe(canonicalDocument(before) === canonicalDocument(after));
      if (update) Y.applyUpdate(base, update);
      expect(canonicalDocument(jsonFromDoc(base))).toBe(canonicalDocument(after));
    }),
    { numRuns: 300 }
  );
});

test('SYN-182 what stays the same is not touched, also between two changes that alter how many blocks there are', () => {
  const before = documentOf(
    paragraph('• one'),
    paragraph('• two'),
    paragraph('Stays as it is'),
    heading(2, 'Stays too'),
    paragraph('• three'),
    paragraph('• four'),
    paragraph('The end')
  );
  const ydoc = draftOf(before);
  const [, , third, fourth, , , last] = identities(ydoc);
  const [p3, h4, end] = [before.content![2]!, before.content![3]!, before.content![6]!];
  rewritten(ydoc, documentOf(list('one', 'two'), p3, h4, list('three', 'four'), end));
  const [, now3, now4, , nowEnd] = identities(ydoc);
  expect([now3, now4, nowEnd]).toEqual([third, fourth, last]);
});

test('SYN-182 a comment stays on its words when other words of its paragraph change and blocks before it go', () => {
  const ydoc = draftOf(documentOf(paragraph('Goes'), paragraph('Response within two hours if not injured')));
  const anchor = toAnchor(ydoc, passageIn(jsonFromDoc(ydoc), 'within two hours'));
  rewritten(
    ydoc,
    documentOf(paragraph('New here'), paragraph('Response within two hours if nobody is injured'))
  );
  const range = fromAnchor(ydoc, anchor);
  expect(range).toMatchObject(passageRange(ydoc, 'within two hours'));
});

test('SYN-182 comments stay on their words in a list, in a table and between two changes of one paragraph', () => {
  const cell = (text: string): DocumentJson => ({ type: 'tableCell', content: [paragraph(text)] });
  const row = (...cells: string[]): DocumentJson => ({ type: 'tableRow', content: cells.map(cell) });
  const ydoc = draftOf(
    documentOf(
      list('Call or referral at any hour', 'Assessment in ten days', 'Check at six weeks'),
      { type: 'table', content: [row('Waits', 'within two hours'), row('Carers', 'had enough help')] },
      paragraph('Somebody comes by day and gives advice to all carers')
    )
  );
  const quotes = ['Assessment in ten', 'Check at six', 'enough help', 'and gives advice'];
  const anchors = quotes.map((quote) => toAnchor(ydoc, passageIn(jsonFromDoc(ydoc), quote)));
  rewritten(
    ydoc,
    documentOf(
      list(
        'A new first item',
        'Call or referral at any hour',
        'Assessment in ten days at most',
        'Check at six weeks'
      ),
      {
        type: 'table',
        content: [
          row('Safer homes', 'hazards found'),
          row('Waits', 'within three hours'),
          row('Carers', 'had enough help, always')
        ]
      },
      paragraph('Somebody comes by night and gives advice to many carers')
    )
  );
  expect(anchors.map((anchor) => fromAnchor(ydoc, anchor))).toEqual(
    quotes.map((quote) => expect.objectContaining(passageRange(ydoc, quote)))
  );
});

function passageRange(ydoc: Y.Doc, words: string) {
  const { from, to } = passageIn(jsonFromDoc(ydoc), words);
  return { from, to };
}

test('SYN-184 a text that the schema does not allow, a damaged draft and a refusal of the rewriting change nothing', () => {
  const ydoc = draftOf(documentOf(paragraph('Words')));
  const before = Y.encodeStateAsUpdate(ydoc);
  const misfit = documentOf({ type: 'bulletList' });
  expect(rewriteDraft(ydoc, () => misfit)).toMatchObject({ code: 'does-not-fit' });
  expect(rewriteDraft(ydoc, () => documentOf({ type: 'script' }))).toMatchObject({ code: 'does-not-fit' });
  expect(rewriteDraft(ydoc, () => refuse('version-changed'))).toMatchObject({ code: 'version-changed' });
  expect(Y.encodeStateAsUpdate(ydoc)).toEqual(before);
  ydoc.getXmlFragment(BODY).insert(0, [new Y.XmlElement('script')]);
  expect(rewriteDraft(ydoc, (json) => json)).toMatchObject({ code: 'text-damaged' });
});

test('SYN-184 a draft that nobody has written in can be filled, and filling it with nothing writes nothing', () => {
  const empty = new Y.Doc();
  expect(rewritten(empty, documentOf(heading(1, 'First')))).not.toBeNull();
  expect(jsonFromDoc(empty)).toMatchObject({ content: [{ type: 'heading' }] });
});
