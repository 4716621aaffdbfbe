import { expect, test } from 'vitest';
import type { DocumentJson } from '#schema/document-json';
import { readDocx } from '#server/documents/read-docx';
import { looseLines } from '#server/documents/typed-structure';
import { accepted, reported } from '../read-word';
import { CORPUS, corpusFile, corpusTruth, withTitle, type CorpusName } from './corpus';
import { keepRates } from './keep-rates';
import { shownText } from './shown-text';

const imported = (name: CorpusName) => accepted(readDocx(corpusFile(name), `${name}.docx`));

function ratesOf(name: CorpusName, change: (json: DocumentJson) => DocumentJson = (json) => json) {
  const document = change(withTitle(imported(name)));
  return keepRates(corpusTruth(name), shownText(document));
}

test.each(CORPUS)(
  'IMP-30 of %s.docx at least 99 of 100 words, paragraphs, headings, numbers, tables, links and notes are kept, in order',
  (name) => {
    const short = ratesOf(name).filter(({ kept, of }) => kept < 0.99 * of);
    expect(short).toEqual([]);
  }
);

test('IMP-30 the corpus holds what it says: sizes, levels, tables, comments and tracked changes', () => {
  const of = (name: CorpusName, what: string) => ratesOf(name).find((rate) => rate.what === what)!.of;
  expect(of('short', 'list items')).toBe(21);
  expect(of('typical', 'words')).toBeGreaterThan(5500);
  expect(of('typical', 'clause numbers')).toBe(137);
  expect(of('large', 'words')).toBeGreaterThan(18_000);
  expect(of('large', 'clause numbers')).toBe(431);
  expect(of('large', 'merged cells')).toBe(26);
  expect(corpusTruth('large').tables).toHaveLength(12);
  expect(new Set(corpusTruth('large').paragraphs.map(({ level }) => level))).toContain(4);
  expect(of('pasted', 'merged cells')).toBe(7);
  expect(reported(imported('pasted'), 'tracked-insertion')).toBeGreaterThan(4);
  expect(reported(imported('pasted'), 'tracked-deletion')).toBeGreaterThan(3);
});

/** Each loses one kind of thing. */
const LOSSES: readonly [what: string, lose: (node: DocumentJson) => DocumentJson][] = [
  ['clause numbers', (node) => ({ ...node, attrs: { ...node.attrs, number: null } })],
  ['list items', (node) => ({ ...node, attrs: { ...node.attrs, start: 1, format: 'decimal' } })],
  ['headings', (node) => (node.type === 'heading' ? { ...node, attrs: { ...node.attrs, level: 2 } } : node)],
  ['merged cells', (node) => ({ ...node, attrs: { ...node.attrs, colspan: 1 } })],
  ['links', (node) => ({ ...node, marks: [] })],
  ['notes', (node) => (node.type === 'footnote' ? { ...node, attrs: { text: '' } } : node)],
  ['words', (node) => (node.text?.includes('carers') ? { ...node, text: 'x' } : node)]
];

test.each(LOSSES)('IMP-30 the measure sees when %s are lost', (what, lose) => {
  const losing = (node: DocumentJson): DocumentJson => ({
    ...lose(node),
    ...(node.content ? { content: node.content.map(losing) } : {})
  });
  const rate = ratesOf('large', losing).find((each) => each.what === what)!;
  expect(rate.kept).toBeLessThan(0.99 * rate.of);
});

test('IMP-17 headings that are only bold and typed bullets of a pasted file are suggested, all of them and nothing else', () => {
  const { headings, lists } = looseLines(imported('pasted').json);
  expect(headings.flatMap(({ lines }) => lines)).toEqual([
    'Why we are writing this',
    'What people said',
    'Table 1: what changes, and for whom',
    'Open points',
    'Wording for section 3.4 (agreed at the tables)',
    'What happens next'
  ]);
  const bullets = lists.flatMap(({ lines }) => lines);
  expect(bullets.map((line) => line.replace(/\s+/g, ' ').slice(0, 6))).toEqual([
    'o “Two',
    'o “I f',
    'o Nobo',
    '• One '
  ]);
  for (const name of ['typical', 'large'] as const)
    expect(looseLines(imported(name).json)).toEqual({ headings: [], lists: [] });
});
