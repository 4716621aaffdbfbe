import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { DocumentJson } from '#schema/document-json';
import { exportOdt } from '#server/documents/export-odt';
import { readDocx } from '#server/documents/read-docx';
import type { Truth } from '#tests/fixtures/corpus/truth';
import { anyDocument } from './any-document';
import { CORPUS, corpusFile } from './corpus/corpus';
import { shownText } from './corpus/shown-text';
import { readOdt, type OdtText } from './read-odt';
import { accepted } from './read-word';

const HEADING = { title: 'Falls & <frailty>', subtitle: 'Draft of 10 February 2027', hash: 'ab12' };
const LINES = 3;

/** What must stand in the file: clause numbers are words there, numbers of list items are not. */
function wantedOf(document: DocumentJson): { paragraphs: string[] } & Pick<Truth, 'notes' | 'links'> {
  const { notes, links } = shownText(document);
  const written = links.map(({ text, href }) => ({ text: text.replace(/\s+/g, ' '), href }));
  return { paragraphs: paragraphsOf(document), notes, links: written };
}

function paragraphsOf(node: DocumentJson): string[] {
  if (node.type !== 'paragraph' && node.type !== 'heading') return (node.content ?? []).flatMap(paragraphsOf);
  const [shown] = shownText({ type: 'doc', content: [node] }).paragraphs;
  const number = typeof node.attrs?.number === 'string' ? node.attrs.number : '';
  const text = `${number} ${shown?.text ?? ''}`.replace(/\s+/g, ' ').trim();
  return text === '' ? [] : [text];
}

function foundIn(odt: OdtText) {
  const paragraphs = odt.paragraphs.slice(LINES).map(({ text }) => text);
  return { paragraphs, notes: odt.notes, links: odt.links };
}

/** Table cells without what tables inside them add, as both sides count them: text, columns, rows. */
const cellsOf = (tables: OdtText['tables']) =>
  tables.flatMap((rows) => rows.map((row) => row.filter((cell) => cell !== null)));

test.each(CORPUS)(
  'EXP-11 %s: the OpenDocument file holds the same words, notes, links and merged cells',
  (name) => {
    const { json } = accepted(readDocx(corpusFile(name), `${name}.docx`));
    const odt = readOdt(exportOdt(json, HEADING));
    expect(foundIn(odt)).toEqual(wantedOf(json));
    const wanted = shownText(json).tables.flatMap((rows) => rows);
    expect(cellsOf(odt.tables).map((row) => row.map(({ columns, rows }) => [columns, rows]))).toEqual(
      wanted.map((row) => row.map(({ columns, rows }) => [columns, rows]))
    );
    for (const rows of odt.tables) expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  }
);

test('EXP-11 of any document every paragraph, note and link is in the file, in order, and its XML is well-formed', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      expect(foundIn(readOdt(exportOdt(document, HEADING)))).toEqual(wantedOf(document));
    }),
    { numRuns: 200, seed: 20270210 }
  );
});

test('EXP-11 the file says what it is by its first bytes, its title, its state and its fingerprint', () => {
  const file = exportOdt({ type: 'doc', content: [{ type: 'paragraph' }] }, HEADING);
  expect(strFromU8(file.subarray(30, 30 + 47))).toBe('mimetypeapplication/vnd.oasis.opendocument.text');
  const parts = unzipSync(file);
  expect(strFromU8(parts['META-INF/manifest.xml']!).match(/full-path="([^"]*)"/g)).toHaveLength(4);
  expect(strFromU8(parts['meta.xml']!)).toContain('<dc:title>Falls &amp; &lt;frailty&gt;</dc:title>');
  expect(readOdt(file).paragraphs).toEqual([
    { style: 'Title', text: 'Falls & <frailty>' },
    { style: 'Version', text: 'Draft of 10 February 2027' },
    { style: 'Version', text: 'Fingerprint of this text (SHA-256): ab12' }
  ]);
});

const paragraph = (text: string): DocumentJson => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const list = (attrs: DocumentJson['attrs'] | null, ...items: DocumentJson[][]): DocumentJson => ({
  type: attrs ? 'orderedList' : 'bulletList',
  ...(attrs ? { attrs } : {}),
  content: items.map((content) => ({ type: 'listItem', content }))
});

test('EXP-12 lists keep their format and their start, and go on with the next number after a table inside them', () => {
  const table: DocumentJson = {
    type: 'table',
    content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph('cell')] }] }]
  };
  const odt = readOdt(
    exportOdt(
      {
        type: 'doc',
        content: [
          list(
            { start: 4, format: 'lower-roman' },
            [paragraph('four')],
            [paragraph('five'), list(null, [paragraph('dot')])]
          ),
          paragraph('between'),
          list(
            { start: 1, format: 'decimal' },
            [paragraph('one'), table, paragraph('more of one')],
            [paragraph('two')]
          )
        ]
      },
      HEADING
    )
  );
  expect(odt.lists).toEqual([
    'L-lower-roman',
    'from 4',
    'L-bullet',
    'L-decimal',
    'from 1',
    'L-decimal',
    'from 2'
  ]);
  expect(odt.paragraphs.slice(LINES).map(({ text }) => text)).toEqual([
    'four',
    'five',
    'dot',
    'between',
    'one',
    'cell',
    'more of one',
    'two'
  ]);
});

test('EXP-12 headings keep their level and show their number', () => {
  const heading = {
    type: 'heading',
    attrs: { level: 3, number: '3.2.1' },
    content: [{ type: 'text', text: 'Scope' }]
  };
  const [found] = readOdt(exportOdt({ type: 'doc', content: [heading] }, HEADING)).paragraphs.slice(LINES);
  expect(found).toEqual({ style: 'Heading_20_3', text: '3.2.1 Scope' });
});
