import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { DocumentJson } from '#schema/document-json';
import { contents } from '#schema/render-html';
import { readDocx } from '#server/documents/read-docx';
import { accepted, outline } from './read-word';

const file = readFileSync('tests/fixtures/falls-service-specification.docx');
const imported = accepted(readDocx(file, 'falls.docx'));

test('IMP-1 the counts of a real file written by LibreOffice are exact', () => {
  expect(imported.report.kept).toEqual({
    words: 2122,
    headings: 30,
    numberedClauses: 30,
    lists: 13,
    listItems: 36,
    tables: 2,
    mergedCells: 5,
    links: 3,
    notes: 3
  });
});

test('IMP-1 headings keep their level, number and order', () => {
  const headings = contents(imported.json).map(({ level, number, text }) => `${level} ${number} ${text}`);
  expect(headings).toEqual([
    '1 1 Population Needs',
    '2 1.1 National and local context and evidence base',
    '2 1.2 What people told us',
    '1 2 Outcomes',
    '2 2.1 National outcomes domains and indicators',
    '2 2.2 Local defined outcomes',
    '1 3 Scope',
    '2 3.1 Aims and objectives',
    '2 3.2 Service description and care pathway',
    '3 3.2.1 Referral and first contact',
    '3 3.2.2 Multifactorial assessment',
    '3 3.2.3 Strength and balance programme',
    '3 3.2.4 Bone health',
    '2 3.3 Population covered',
    '2 3.4 Acceptance and exclusion criteria and thresholds',
    '2 3.5 Interdependence with other services and providers',
    '1 4 Applicable Service Standards',
    '2 4.1 Applicable national standards',
    '2 4.2 Applicable standards set by a competent body',
    '2 4.3 Applicable local standards',
    '3 4.3.1 Staffing',
    '3 4.3.2 Premises and hours',
    '1 5 Applicable Quality Requirements',
    '2 5.1 Quality requirements',
    '2 5.2 Information and reporting',
    '2 5.3 Sharing information',
    '2 5.4 Equality and access',
    '2 5.5 Improvement over the life of the contract',
    '1 6 Location of Provider Premises',
    '1 7 Individual Service User Placement'
  ]);
});

test('IMP-6 bullets are nested four deep, as in the file', () => {
  expect(outline(listAfter('Three things were said'))).toEqual([
    'bulletList',
    'listItem',
    '  p People do not know whom to ring after a fall that did not hurt them.',
    'listItem',
    '  p The wait between being referred and being seen feels too long, in particular',
    '  bulletList',
    '    listItem',
    '      p for people who live alone,',
    '    listItem',
    '      p for people who care for someone else,',
    '      bulletList',
    '        listItem',
    '          p who often put off their own appointment',
    '          bulletList',
    '            listItem',
    '              p even when a sitting service exists,',
    '        listItem',
    '          p and who cannot leave the house without cover',
    'listItem',
    '  p Exercise classes are welcome, but only when they can be reached without a car.'
  ]);
});

test('IMP-4 lettered lists inside numbered ones keep their format, and a list that goes on goes on', () => {
  const formats = outline(listAfter('The following local outcomes')).filter((line) => line.includes('ol '));
  expect(formats.map((line) => line.trim())).toEqual([
    'ol decimal from 1',
    'ol lower-alpha from 1',
    'ol lower-roman from 1'
  ]);
  expect(outline(listAfter('Programmes last'))[0]).toBe('ol decimal from 1');
  expect(outline(listAfter('The numbering of the remaining stages'))[0]).toBe('ol decimal from 4');
  expect(outline(listAfter('The provider shall'))[0]).toBe('ol lower-alpha from 1');
});

test('IMP-7 the cover table and the outcomes table keep their merged cells', () => {
  const tables = (imported.json.content ?? []).filter(({ type }) => type === 'table');
  expect(tables.map((table) => shape(table))).toEqual([
    ['th1x1 td1x1 td1x1 td1x1', 'th1x1 td3x1', 'th1x1 td1x1 td1x1 td1x1', 'th1x1 td3x1'],
    [
      'th1x1 th1x1 th1x1 th1x1',
      'td1x2 td1x1 td1x1 td1x1',
      'td1x1 td1x1 td1x1',
      'td1x3 td1x1 td1x1 td1x1',
      'td1x1 td1x1 td1x1',
      'td1x1 td1x1 td1x1',
      'td1x1 td2x1 td1x1',
      'td1x1 td1x1 td1x1 td1x1'
    ]
  ]);
});

test('IMP-9 links and footnotes stand where they stood', () => {
  const text = JSON.stringify(imported.json);
  for (const href of [
    'https://www.nice.org.uk/guidance/ng249',
    'mailto:falls@wenmoor.example',
    'https://www.england.nhs.uk/about/equality/equality-hub/patient-equalities-programme/equality-frameworks-and-information-standards/accessibleinfo/'
  ]) {
    expect(text).toContain(JSON.stringify(href));
  }
  const notes = everyNode(imported.json).filter(({ type }) => type === 'footnote');
  expect(notes.map(({ attrs }) => attrs?.text)).toEqual([
    'Figures in this section are rounded and are used here for illustration only.',
    'Blood pressure is measured after five minutes of lying down and after one and three minutes of standing.',
    'The partnership’s list of plain words is kept by the patient and carer forum.'
  ]);
});

test('IMP-12 the title is the paragraph in Title style, and is not repeated in the text', () => {
  expect(imported.title).toBe('Community Falls and Frailty Service');
  expect(outline(imported.json)[0]).toMatch(/^p Joint specification for the Wenmoor Vale partnership/);
});

test('IMP-15 the page header is reported with its words', () => {
  expect(imported.report.notKept).toEqual([
    { what: 'header-footer', count: 1, detail: [{ text: 'Wenmoor Vale partnership, draft for comment' }] }
  ]);
});

function listAfter(words: string): DocumentJson {
  const blocks = imported.json.content ?? [];
  const at = blocks.findIndex((block) => JSON.stringify(block).includes(words));
  return blocks[at + 1] ?? { type: 'missing' };
}

function shape(table: DocumentJson): string[] {
  return (table.content ?? []).map((row) =>
    (row.content ?? [])
      .map(({ type, attrs }) => `${type === 'tableHeader' ? 'th' : 'td'}${attrs?.colspan}x${attrs?.rowspan}`)
      .join(' ')
  );
}

function everyNode(node: DocumentJson): DocumentJson[] {
  return [node, ...(node.content ?? []).flatMap(everyNode)];
}
