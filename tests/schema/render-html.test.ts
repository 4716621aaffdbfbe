import { SaxesParser } from 'saxes';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DocumentJson } from '#schema/document-json';
import { contents, renderDocument } from '#schema/render-html';
import { documentSchema } from '#schema/schema';

const text = (
  words: string,
  ...marks: { type: string; attrs?: Record<string, unknown> }[]
): DocumentJson => ({
  type: 'text',
  text: words,
  marks
});
const paragraph = (...content: DocumentJson[]): DocumentJson => ({ type: 'paragraph', content });
const heading = (level: number, number: string | null, words: string): DocumentJson => ({
  type: 'heading',
  attrs: { level, number },
  content: words === '' ? [] : [text(words)]
});
const doc = (...content: DocumentJson[]): DocumentJson => ({ type: 'doc', content });
const note = (words: string): DocumentJson => ({ type: 'footnote', attrs: { text: words } });
const cell = (type: string, words: string, attrs = {}): DocumentJson => ({
  type,
  attrs,
  content: [paragraph(...(words === '' ? [] : [text(words)]))]
});
const row = (...content: DocumentJson[]): DocumentJson => ({ type: 'tableRow', content });

const SAMPLE = doc(
  heading(1, '1', 'Needs'),
  paragraph(text('Falls '), text('are', { type: 'bold' }), note('First'), text(' common & costly.')),
  {
    type: 'orderedList',
    attrs: { start: 3, format: 'lower-roman' },
    content: [{ type: 'listItem', content: [paragraph(text('three'), { type: 'hardBreak' }, text('lines'))] }]
  },
  {
    type: 'table',
    content: [
      row(cell('tableHeader', 'A'), cell('tableHeader', 'B')),
      row(cell('tableCell', 'c'), cell('tableCell', 'd'))
    ]
  },
  { type: 'horizontalRule' },
  {
    type: 'blockquote',
    content: [paragraph(text('quoted', { type: 'link', attrs: { href: 'https://a.example/?x&y' } }))]
  },
  heading(2, null, 'End')
);

function faultsIn(html: string): string[] {
  const faults: string[] = [];
  const parser = new SaxesParser({ fragment: true });
  parser.on('error', (error) => faults.push(error.message));
  parser.write(html.replaceAll('<br>', '<br/>').replaceAll('<hr>', '<hr/>')).close();
  return faults;
}

test('SCH-9 text, numbers, notes and labels are escaped', () => {
  const bad = '"><script>alert(1)</script>';
  const html = renderDocument(
    doc(
      { ...paragraph(text(bad), note(bad)), attrs: { number: bad } },
      { type: 'table', content: [row(cell('tableHeader', bad))] }
    ),
    { highlights: [{ from: 1, to: 5, id: bad, label: bad }] }
  );
  expect(html).not.toContain('<script');
  expect(html).not.toContain('""');
  expect(faultsIn(html)).toEqual([]);
});

test('SCH-9 a link that is not allowed is plain words', () => {
  const link = (href: unknown) =>
    renderDocument(doc(paragraph(text('words', { type: 'link', attrs: { href } }))));
  expect(link('javascript:alert(1)')).toBe('<p>words</p>');
  expect(link(null)).toBe('<p>words</p>');
  expect(link('https://a.example/?x&y')).toBe(
    '<p><a href="https://a.example/?x&amp;y" rel="noopener">words</a></p>'
  );
});

test('SCH-9 odd attributes and unknown nodes do not break the page', () => {
  const odd = doc(
    { type: 'heading', attrs: { level: '9"><x' }, content: [text('a')] },
    { type: 'orderedList', attrs: { start: '1"><x', format: '"><x' }, content: [] },
    { type: 'later"><x', content: [paragraph(text('kept'))] }
  );
  expect(renderDocument(odd)).toBe('<h2 id="clause-1">a</h2><ol></ol><div><p>kept</p></div>');
});

test('SCH-10 headings have ids, numbers and shifted levels, and the contents list agrees', () => {
  const document = doc(
    heading(1, '1', 'Needs'),
    heading(2, null, ''),
    heading(6, '1.1', 'Deep'),
    heading(2, null, 'Plain')
  );
  expect(renderDocument(document, { headingOffset: 1 })).toBe(
    '<h2 id="clause-1"><span class="clause-number">1 </span>Needs</h2><p></p>' +
      '<h6 id="clause-2"><span class="clause-number">1.1 </span>Deep</h6><h3 id="clause-3">Plain</h3>'
  );
  expect(contents(document)).toEqual([
    { id: 'clause-1', level: 1, number: '1', text: 'Needs', pos: 1, clause: null },
    { id: 'clause-2', level: 6, number: '1.1', text: 'Deep', pos: 10, clause: null },
    { id: 'clause-3', level: 2, number: null, text: 'Plain', pos: 16, clause: null }
  ]);
});

test('SCH-11 a table has a region with a name, a head, and scope on its header cells', () => {
  const table = {
    type: 'table',
    content: [
      row(cell('tableHeader', 'A'), cell('tableHeader', '')),
      row(cell('tableHeader', 'r'), cell('tableCell', 'x', { colspan: 2, rowspan: 3 }))
    ]
  };
  expect(renderDocument(doc(table))).toBe(
    '<div class="table-region" role="region" tabindex="0" aria-label="Table 1: A"><table>' +
      '<thead><tr><th scope="col"><p>A</p></th><td><p></p></td></tr></thead>' +
      '<tbody><tr><th scope="row"><p>r</p></th><td colspan="2" rowspan="3"><p>x</p></td></tr></tbody></table></div>'
  );
});

test('SCH-11 header cells that reach into the body stay in the body', () => {
  const table = {
    type: 'table',
    content: [
      row(cell('tableHeader', 'A', { rowspan: 2 }), cell('tableHeader', 'B')),
      row(cell('tableCell', 'c'))
    ]
  };
  expect(renderDocument(doc(table))).not.toContain('<thead>');
});

test('SCH-12 notes are numbered in order and linked both ways', () => {
  const html = renderDocument(doc(paragraph(text('a'), note('one')), paragraph(text('b'), note('two'))));
  for (const number of [1, 2]) {
    expect(html).toContain(`href="#note-${number}" id="note-reference-${number}"`);
    expect(html).toContain(
      `<li id="note-${number}">${number === 1 ? 'one' : 'two'} <a href="#note-reference-${number}"`
    );
  }
  expect(renderDocument(doc(paragraph(text('a'))))).not.toContain('Notes');
});

test('SCH-13 positions are those of ProseMirror', () => {
  const html = renderDocument(SAMPLE, { positions: true });
  const written = [...html.matchAll(/data-pos="(\d+)"/g)].map(([, position]) => Number(position));
  const expected: number[] = [];
  documentSchema.nodeFromJSON(SAMPLE).descendants((node, position) => {
    if (node.isTextblock) expected.push(position + 1);
  });
  expect(written).toEqual(expected);
  expect(renderDocument(SAMPLE)).not.toContain('data-pos');
});

test('SCH-14 a passage is wrapped in every block it touches, with one id and its label at the end', () => {
  const html = renderDocument(doc(paragraph(text('one two')), paragraph(text('three'))), {
    highlights: [{ from: 5, to: 12, id: 'c1', label: 'Comment 1' }]
  });
  expect(html).toBe(
    '<p>one <mark id="passage-c1" data-comment="c1">two</mark></p>' +
      '<p><mark data-comment="c1">th<span class="passage-label nhsuk-u-visually-hidden"> (Comment 1)</span></mark>ree</p>'
  );
});

test('SCH-14 any passages, however they overlap, give well-formed HTML and change no words', () => {
  const size = documentSchema.nodeFromJSON(SAMPLE).content.size;
  const place = fc.nat({ max: size + 5 });
  const plain = renderDocument(SAMPLE);
  fc.assert(
    fc.property(fc.array(fc.tuple(place, place), { maxLength: 6 }), (pairs) => {
      const highlights = pairs.map(([from, to], index) => ({ from, to, id: `c${index}`, label: 'L' }));
      const html = renderDocument(SAMPLE, { highlights });
      expect(faultsIn(html)).toEqual([]);
      expect([...html.matchAll(/ id="passage-([^"]+)"/g)].length).toBe(
        new Set([...html.matchAll(/data-comment="([^"]+)"/g)].flatMap(([, ids]) => ids?.split(' '))).size
      );
      expect(wordsOf(html)).toBe(wordsOf(plain));
    }),
    { numRuns: 300, seed: 20270210 }
  );
});

test('SCH-21 words with several comments stand in one mark that names the first ten, and each has its id and label', () => {
  const highlights = Array.from({ length: 12 }, (_, index) => ({
    from: 1,
    to: 4,
    id: `c${index}`,
    label: `L${index}`
  }));
  const html = renderDocument(doc(paragraph(text('one two'))), { highlights });
  expect(html.match(/<mark/g)).toHaveLength(1);
  expect(html).toContain(
    '<mark id="passage-c0" data-comment="c0 c1 c2 c3 c4 c5 c6 c7 c8 c9" data-comments="12">'
  );
  for (const { id, label } of highlights) {
    expect(html.split(` id="passage-${id}"`)).toHaveLength(2);
    expect(html.split(`(${label})`)).toHaveLength(2);
  }
});

test('SCH-21 three hundred overlapping comments make a page of less than half a million characters', () => {
  const id = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const highlights = Array.from({ length: 300 }, (_, index) => ({
    ...{ from: 1 + index, to: 1000 - index, id: id(index), label: 'comment by Helen Marsh' }
  }));
  const html = renderDocument(doc(paragraph(text('x'.repeat(1000)))), { highlights });
  expect(html.length).toBeLessThan(500_000);
});

function wordsOf(html: string): string {
  return html.replace(/<span class="passage-label[^>]*>[^<]*<\/span>/g, '').replace(/<[^>]*>/g, '');
}
