import fc from 'fast-check';
import type { DocumentJson, DocumentMark } from '#schema/document-json';

/** Few words, so that they come again and again: that is where comparing goes wrong. */
const WORDS = [
  'falls',
  'service',
  'within',
  'two',
  'hours',
  'of',
  'the',
  'call',
  '£1,180,000',
  '32%',
  'é',
  'responder’s'
];
const SIGNS = [' ', ' ', ' ', ', ', '. ', ' (', ') ', '  '];

const mark: fc.Arbitrary<DocumentMark> = fc.oneof(
  fc.constantFrom<DocumentMark>({ type: 'bold' }, { type: 'italic' }),
  fc
    .constantFrom('https://a.example/', 'https://b.example/')
    .map((href) => ({ type: 'link', attrs: { href } }))
);

const words: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...SIGNS)), { minLength: 1, maxLength: 12 })
  .map((pairs) => pairs.flat().join(''));

const inline: fc.Arbitrary<DocumentJson> = fc.oneof(
  { weight: 6, arbitrary: words.map((text): DocumentJson => ({ type: 'text', text })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(words, mark)
      .map(([text, one]): DocumentJson => ({ type: 'text', text, marks: [one] }))
  },
  { weight: 1, arbitrary: fc.constant<DocumentJson>({ type: 'hardBreak' }) },
  { weight: 1, arbitrary: words.map((text): DocumentJson => ({ type: 'footnote', attrs: { text } })) }
);

const inlines = fc.array(inline, { maxLength: 4 });
const number = fc.constantFrom(null, '1', '1.1', '2');

const paragraph = fc
  .tuple(inlines, number)
  .map(([content, given]): DocumentJson => ({ type: 'paragraph', attrs: { number: given }, content }));

const heading = fc
  .tuple(inlines, number, fc.constantFrom(1, 2, 3), fc.constantFrom(null, 'k1', 'k2', 'k3'))
  .map(([content, given, level, clause]): DocumentJson => ({
    type: 'heading',
    attrs: { level, number: given, ...(clause === null ? {} : { clause }) },
    content
  }));

const list = fc
  .tuple(
    fc.array(fc.array(paragraph, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 }),
    fc.boolean()
  )
  .map(([items, ordered]): DocumentJson => ({
    type: ordered ? 'orderedList' : 'bulletList',
    content: items.map((content) => ({ type: 'listItem', content }))
  }));

const table = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.boolean())
  .chain(([high, wide, merged]) =>
    fc.array(words, { minLength: high * wide, maxLength: high * wide }).map((texts): DocumentJson => ({
      type: 'table',
      content: Array.from({ length: high }, (_, r) => ({
        type: 'tableRow',
        content: Array.from({ length: wide }, (_, c) => ({
          type: r === 0 ? 'tableHeader' : 'tableCell',
          attrs: merged && r === 0 && c === 0 ? { colspan: 2 } : {},
          content: [{ type: 'paragraph', content: [{ type: 'text', text: texts[r * wide + c]! }] }]
        }))
      }))
    }))
  );

const block: fc.Arbitrary<DocumentJson> = fc.oneof(
  { weight: 5, arbitrary: paragraph },
  { weight: 4, arbitrary: heading },
  { weight: 1, arbitrary: list },
  { weight: 1, arbitrary: table },
  { weight: 1, arbitrary: fc.constant<DocumentJson>({ type: 'horizontalRule' }) },
  { weight: 1, arbitrary: paragraph.map((inner): DocumentJson => ({ type: 'blockquote', content: [inner] })) }
);

export const someDocument: fc.Arbitrary<DocumentJson> = fc
  .array(block, { minLength: 1, maxLength: 14 })
  .map((content) => ({ type: 'doc', content }));

/** A text, and what somebody made of it: blocks taken out, put in, moved and replaced. */
export const editedDocument: fc.Arbitrary<readonly [DocumentJson, DocumentJson]> = fc
  .tuple(
    someDocument,
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('out', 'in', 'move', 'replace'), block), {
      maxLength: 5
    })
  )
  .map(([was, edits]) => {
    const content = [...was.content!];
    for (const [from, to, what, made] of edits) {
      const at = content.length === 0 ? 0 : from % content.length;
      const taken = what === 'in' ? [] : content.splice(at, 1);
      if (what === 'in' || what === 'replace') content.splice(at, 0, made);
      if (what === 'move') content.splice(to % (content.length + 1), 0, ...taken);
    }
    return [was, { type: 'doc', content }] as const;
  });
