import { expect, test } from 'vitest';
import type { DocumentJson } from '#schema/document-json';
import { exportPdf } from '#server/documents/export-pdf';
import { readDocx } from '#server/documents/read-docx';
import { CORPUS, corpusFile } from './corpus/corpus';
import { ReadPdf } from './read-pdf';
import { accepted } from './read-word';

const HASH = 'a1b2c3'.repeat(10);
const HEADING = { title: 'Falls & frailty', subtitle: 'Draft of 10 February 2027', hash: HASH };

const pdfOf = async (...content: DocumentJson[]) =>
  new ReadPdf(await exportPdf({ type: 'doc', content }, HEADING));

const text = (words: string, ...marks: NonNullable<DocumentJson['marks']>): DocumentJson => ({
  type: 'text',
  text: words,
  ...(marks.length > 0 ? { marks } : {})
});
const paragraph = (...content: DocumentJson[]): DocumentJson => ({ type: 'paragraph', content });
const heading = (level: number, number: string | null, words: string): DocumentJson => ({
  type: 'heading',
  attrs: { level, number },
  content: [text(words)]
});
const item = (...content: DocumentJson[]): DocumentJson => ({ type: 'listItem', content });
const cell = (type: string, words: string, attrs: DocumentJson['attrs'] = {}): DocumentJson => ({
  type,
  attrs,
  content: [paragraph(text(words))]
});

/** What should be read aloud, without spaces: words, numbers of clauses and list items, numbers of notes, and the notes at the end. */
function aloud(document: DocumentJson): string {
  const notes: string[] = [];
  const walk = (node: DocumentJson, label = ''): string => {
    if (node.type === 'footnote') return String(notes.push(String(node.attrs?.text)));
    if (node.text !== undefined) return node.text;
    const inside = (node.content ?? []).map((child, index) => walk(child, labelOf(node, index)));
    const number = typeof node.attrs?.number === 'string' ? node.attrs.number : '';
    return label + number + inside.join('');
  };
  const body = walk(document);
  const end = notes.map((note, index) => `${index + 1}.${note}`).join('');
  return `${HEADING.title}${HEADING.subtitle}Fingerprint of this text (SHA-256): ${HASH}${body}${end === '' ? '' : `Notes${end}`}`.replace(
    /\s+/g,
    ''
  );
}

function labelOf(list: DocumentJson, index: number): string {
  if (list.type === 'bulletList') return '•';
  if (list.type !== 'orderedList') return '';
  const value = Number(list.attrs?.start ?? 1) + index;
  const letter = String.fromCharCode(96 + value);
  const roman = ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii'][value] ?? '';
  const shown: Record<string, string> = {
    'lower-alpha': letter,
    'upper-alpha': letter.toUpperCase(),
    'lower-roman': roman,
    'upper-roman': roman.toUpperCase()
  };
  return `${shown[String(list.attrs?.format)] ?? value}.`;
}

test.each(CORPUS)('EXP-13 %s: every word, number and note is read aloud once, in order', async (name) => {
  const { json } = accepted(readDocx(corpusFile(name), `${name}.docx`));
  const pdf = new ReadPdf(await exportPdf(json, HEADING));
  expect(pdf.words()).toBe(aloud(json));
  expect(pdf.pages).toBeGreaterThan({ short: 1, typical: 9, large: 29, pasted: 0 }[name]);
});

test('EXP-13 it says that it is PDF/UA, its language and its title, and shows the title', async () => {
  const pdf = await pdfOf(paragraph(text('Words')));
  const catalogue = pdf.find('/Type /Catalog');
  expect(catalogue).toContain('/Lang (en-GB)');
  expect(catalogue).toMatch(/\/DisplayDocTitle true|\/ViewerPreferences/);
  expect(pdf.find('/Marked')).toContain('/Marked true');
  const [, title] = /\/Title (\d+) 0 R/.exec(pdf.find('/Title')) ?? [];
  expect(pdf.object(Number(title))).toBe('(Falls & frailty)');
  expect(pdf.streamWith('pdfuaid')).toContain('<pdfuaid:part>1</pdfuaid:part>');
});

test('EXP-14 headings, paragraphs, lists, quotations, links and notes have tags of their own; no level is left out', async () => {
  const list = { type: 'orderedList', attrs: { start: 3, format: 'lower-alpha' } };
  const pdf = await pdfOf(
    heading(1, '1', 'Needs'),
    heading(3, '1.1.1', 'Deep at once'),
    paragraph(
      text('See '),
      text('the guideline', { type: 'link', attrs: { href: 'https://www.nice.org.uk/' } }),
      text('.')
    ),
    {
      ...list,
      content: [item(paragraph(text('c')), { type: 'bulletList', content: [item(paragraph(text('dot')))] })]
    },
    { type: 'blockquote', content: [paragraph(text('Said'))] },
    paragraph(text('Noted'), { type: 'footnote', attrs: { text: 'The note.' } })
  );
  expect(pdf.tags()).toEqual([
    'Document',
    '  H1',
    '  P',
    '  P',
    '  H2',
    '  H3',
    '  P',
    '    Link',
    '  L /ListNumbering /LowerAlpha',
    '    LI',
    '      Lbl',
    '      LBody',
    '        P',
    '        L /ListNumbering /Disc',
    '          LI',
    '            Lbl',
    '            LBody',
    '              P',
    '  BlockQuote',
    '    P',
    '  P',
    '    Link',
    '  H2',
    '  L',
    '    LI',
    '      Lbl',
    '      LBody',
    '        P'
  ]);
  const link = pdf.find('/URI (https://www.nice.org.uk/)');
  expect(link).toContain('/S /URI');
  expect(pdf.find('/Subtype /Link')).toMatch(/\/StructParent \d+/);
});

test('EXP-14 tables have head and body, header cells with their direction, and merged cells', async () => {
  const pdf = await pdfOf({
    type: 'table',
    content: [
      {
        type: 'tableRow',
        content: [cell('tableHeader', 'Head', { colspan: 2 }), cell('tableHeader', 'Other')]
      },
      {
        type: 'tableRow',
        content: [cell('tableHeader', 'Row', { rowspan: 2 }), cell('tableCell', 'a'), cell('tableCell', 'b')]
      },
      { type: 'tableRow', content: [cell('tableCell', 'c'), cell('tableCell', 'd')] }
    ]
  });
  expect(pdf.tags().slice(4)).toEqual([
    '  Table',
    '    THead',
    '      TR',
    '        TH /Scope /Column /ColSpan 2',
    '          P',
    '        TH /Scope /Column',
    '          P',
    '    TBody',
    '      TR',
    '        TH /Scope /Row /RowSpan 2',
    '          P',
    '        TD',
    '          P',
    '        TD',
    '          P',
    '      TR',
    '        TD',
    '          P',
    '        TD',
    '          P'
  ]);
});

test('EXP-15 every page says what it is, its number and the fingerprint, as decoration that is not read aloud', async () => {
  const long = Array.from({ length: 120 }, (_, index) => paragraph(text(`Paragraph ${index}`)));
  const pdf = await pdfOf(...long);
  expect(pdf.pages).toBeGreaterThan(2);
  for (let page = 1; page <= pdf.pages; page += 1)
    expect(pdf.decoration()).toContain(`Page ${page} of ${pdf.pages}`);
  expect(pdf.decoration().match(/Draft of 10 February 2027/g)).toHaveLength(pdf.pages);
  expect(pdf.decoration().match(new RegExp(HASH, 'g'))).toHaveLength(pdf.pages);
  expect(pdf.words()).not.toContain('Page1of');
});

test('EXP-15 however long a title is, the state stands beside it on every page and both end before the page’s number', async () => {
  const state = 'Version 12, frozen on 10 February 2027, WV/2027/FF/01';
  const titleOf = async (title: string, subtitle = state) => {
    const json = { type: 'doc', content: [paragraph(text('Words.'))] };
    const pdf = new ReadPdf(await exportPdf(json, { title, subtitle, hash: HASH }));
    return /^(.*)Page 1 of 1/.exec(pdf.decoration())![1]!;
  };
  expect(await titleOf('Falls')).toBe(`Falls – ${state}`);
  for (const title of [
    'Integrated falls and frailty service '.repeat(5),
    'W'.repeat(200),
    'i'.repeat(200),
    'Ж🚑 '.repeat(60)
  ]) {
    const [shown = '', rest] = (await titleOf(title)).split(' – ');
    expect(rest).toBe(state);
    expect(shown).toMatch(/.…$/);
    expect(shown.length).toBeLessThan(120);
  }
  expect(await titleOf('W'.repeat(200))).toMatch(/^W{25,45}… – /);
  expect(await titleOf('i'.repeat(200))).toMatch(/^i{60,}… – /);
  // A state that leaves no room for any title is shortened only as far as the line is short of it.
  expect(await titleOf('Falls', 'W'.repeat(80))).toMatch(/^W{50,70}…$/);
});

test('EXP-15 a table over many pages shows its header on each of them and reads it aloud once; a cell taller than a page loses nothing', async () => {
  const rows = Array.from({ length: 60 }, (_, index) => ({
    type: 'tableRow',
    content: [cell('tableCell', `row${index}`), cell('tableCell', 'word '.repeat(30))]
  }));
  const tall = {
    type: 'tableRow',
    content: [cell('tableCell', 'tall'), cell('tableCell', 'deep '.repeat(4000))]
  };
  const pdf = await pdfOf({
    type: 'table',
    content: [
      { type: 'tableRow', content: [cell('tableHeader', 'HeadA'), cell('tableHeader', 'HeadB')] },
      ...rows,
      tall
    ]
  });
  expect(pdf.words().match(/HeadA/g)).toHaveLength(1);
  expect(pdf.decoration().match(/HeadA/g)!.length).toBeGreaterThan(3);
  expect(pdf.words().match(/deep/g)).toHaveLength(4000);
  expect(pdf.words().match(/row\d+/g)).toHaveLength(60);
});

test('EXP-15 letters of other scripts are shown in their own, and what the font has not as a question mark', async () => {
  const pdf = await pdfOf(paragraph(text('Łódź β Жук ½ “x” 🚑 end')));
  expect(pdf.words()).toContain('ŁódźβЖук½“x”?end');
});
