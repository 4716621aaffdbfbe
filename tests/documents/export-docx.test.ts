import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalDocument } from '#schema/canonical';
import type { DocumentJson } from '#schema/document-json';
import { exportDocx } from '#server/documents/export-docx';
import { readDocx } from '#server/documents/read-docx';
import { accepted } from './read-word';

const HEADING = { title: 'Falls <service> & "more"', subtitle: 'Version 3, 10 February 2027', hash: 'a1b2' };

async function partsOf(json: DocumentJson): Promise<Record<string, string>> {
  const files = unzipSync(await exportDocx(json, HEADING));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

const text = (words: string, ...marks: string[]): DocumentJson => ({
  type: 'text',
  text: words,
  ...(marks.length === 0 ? {} : { marks: marks.map((type) => ({ type })) })
});
const paragraph = (...content: DocumentJson[]): DocumentJson => ({
  type: 'paragraph',
  ...(content.length === 0 ? {} : { content })
});
const doc = (...content: DocumentJson[]): DocumentJson => ({ type: 'doc', content });

test('EXP-1 headings, numbers, lists, tables, links and footnotes are Word’s own', async () => {
  const parts = await partsOf(
    doc(
      { type: 'heading', attrs: { level: 2, number: '3.2' }, content: [text('Scope')] },
      {
        type: 'orderedList',
        attrs: { start: 4, format: 'lower-roman' },
        content: [{ type: 'listItem', content: [paragraph(text('four'))] }]
      },
      {
        type: 'table',
        content: [
          {
            type: 'tableRow',
            content: [{ type: 'tableHeader', attrs: { colspan: 2 }, content: [paragraph(text('Head'))] }]
          },
          {
            type: 'tableRow',
            content: [
              { type: 'tableCell', attrs: { rowspan: 2 }, content: [paragraph(text('tall'))] },
              { type: 'tableCell', content: [paragraph(text('b'))] }
            ]
          },
          { type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph(text('c'))] }] }
        ]
      },
      paragraph(
        { type: 'text', text: 'NHS', marks: [{ type: 'link', attrs: { href: 'https://www.nhs.uk/' } }] },
        { type: 'footnote', attrs: { text: 'A note.' } }
      )
    )
  );
  const body = parts['word/document.xml'] ?? '';
  expect(body).toMatch(/<w:pStyle w:val="Heading2"\/>.*?<w:t[^>]*>3\.2<\/w:t><w:tab\/>.*?Scope/);
  expect(parts['word/numbering.xml']).toMatch(/<w:start w:val="4"\/><w:numFmt w:val="lowerRoman"\/>/);
  expect(parts['word/styles.xml']).toMatch(
    /w:styleId="Heading2">(?:(?!<\/w:style>).)*<w:outlineLvl w:val="1"\/>/
  );
  expect(body).toContain('<w:tblHeader/>');
  expect(body).toContain('<w:gridSpan w:val="2"/>');
  expect(body).toContain('<w:vMerge w:val="restart"/>');
  expect(body).toContain('<w:footnoteReference w:id="1"/>');
  expect(parts['word/footnotes.xml']).toContain('A note.');
  expect(parts['word/_rels/document.xml.rels']).toContain(
    'Target="https://www.nhs.uk/" TargetMode="External"'
  );
});

test('EXP-2 the falls specification comes back the same', async () => {
  const first = accepted(
    readDocx(readFileSync('tests/fixtures/falls-service-specification.docx'), 'falls.docx')
  );
  const bytes = await exportDocx(first.json, { title: first.title, subtitle: 'Version 3', hash: 'a1b2' });
  const second = accepted(readDocx(bytes, 'export.docx'));
  expect(canonicalDocument(second.json)).toBe(canonicalDocument(first.json));
  expect(second.title).toBe(first.title);
  expect(second.report).toEqual({ ...first.report, notKept: [] });
});

const words = fc.stringMatching(/^[a-zA-Z0-9é“”<>&'"][a-zA-Z0-9é“”<>&'" ]{0,12}[a-zA-Z0-9]$/);
const marks = fc.subarray(['italic', 'underline', 'strike', 'superscript']);
const inline = fc.oneof(
  fc.tuple(words, marks).map(([word, names]) => text(word, ...names)),
  words.map((word): DocumentJson => ({ type: 'footnote', attrs: { text: word } }))
);
// A block starts and ends with words: spaces and breaks at its ends are not kept.
const textblock = fc
  .tuple(words, fc.array(inline, { maxLength: 3 }), words)
  .map(([first, middle, last]) => paragraph(text(first), ...middle, text(last)));
const number = fc.option(fc.constantFrom('1', '2.3', '4.5.6', '(a)', 'Part IV'), { nil: null });
const heading = fc
  .tuple(fc.integer({ min: 1, max: 6 }), number, textblock)
  .map(([level, value, block]): DocumentJson => ({
    ...block,
    type: 'heading',
    attrs: { level, number: value }
  }));
const numberedClause = fc
  .tuple(number, textblock)
  .map(([value, block]): DocumentJson => ({ ...block, attrs: { number: value } }));
const { list } = fc.letrec<{ list: DocumentJson }>((tie) => ({
  list: fc
    .record({
      ordered: fc.boolean(),
      start: fc.integer({ min: 1, max: 30 }),
      format: fc.constantFrom('decimal', 'lower-alpha', 'upper-alpha', 'lower-roman', 'upper-roman'),
      items: fc.array(
        fc.tuple(textblock, fc.option(tie('list'), { nil: null, depthSize: 'small', maxDepth: 4 })),
        { minLength: 1, maxLength: 3 }
      )
    })
    .map(({ ordered, start, format, items }) => ({
      type: ordered ? 'orderedList' : 'bulletList',
      ...(ordered ? { attrs: { start, format } } : {}),
      content: items.map(([block, inner]) => ({
        type: 'listItem',
        content: inner === null ? [block] : [block, inner]
      }))
    }))
}));
const table = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.array(textblock, { minLength: 4, maxLength: 12 }))
  .map(([columns, blocks]): DocumentJson => {
    const cells = blocks.map((block, index) => ({
      type: index < columns ? 'tableHeader' : 'tableCell',
      attrs: { colspan: 1, rowspan: 1 },
      content: [block]
    }));
    const full = Math.floor(cells.length / columns);
    const rows = Array.from({ length: full }, (_, row) => cells.slice(row * columns, (row + 1) * columns));
    return { type: 'table', content: rows.map((content) => ({ type: 'tableRow', content })) };
  });
// Paragraphs between lists: two lists of bullets without anything between them are one list in Word.
const blocks = fc
  .array(fc.tuple(textblock, fc.oneof(heading, numberedClause, list, table)), { minLength: 1, maxLength: 6 })
  .map((pairs) => doc(...pairs.flat()));

test('EXP-2 any document comes back with every word, number, list, table and note', async () => {
  await fc.assert(
    fc.asyncProperty(blocks, async (document) => {
      const back = accepted(readDocx(await exportDocx(document, HEADING), 'x.docx'));
      expect(canonicalDocument(back.json)).toBe(canonicalDocument(document));
    }),
    { numRuns: 60, seed: 20270210 }
  );
});

test('EXP-3 characters that XML cannot hold are left out, and unsafe links are words', async () => {
  const bytes = await exportDocx(
    doc(
      paragraph(text('a\u0000b\u0008c\ud800d')),
      paragraph({
        type: 'text',
        text: 'click',
        marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }]
      })
    ),
    { title: 'T\u0001', subtitle: '', hash: 'a1b2' }
  );
  const back = accepted(readDocx(bytes, 'x.docx'));
  expect(back.title).toBe('T');
  expect(back.json).toEqual(doc(paragraph(text('abcd')), paragraph(text('click'))));
  expect(strFromU8(unzipSync(bytes)['word/_rels/document.xml.rels'] ?? new Uint8Array())).not.toContain(
    'javascript'
  );
});

test('EXP-5 titles and words with special characters are text in Word', async () => {
  const back = accepted(readDocx(await exportDocx(doc(paragraph(text('<b>&amp;</b>'))), HEADING), 'x.docx'));
  expect(back.title).toBe('Falls <service> & "more"');
  expect(back.json).toEqual(doc(paragraph(text('<b>&amp;</b>'))));
});
