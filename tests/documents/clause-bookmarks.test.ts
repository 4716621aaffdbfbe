import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClauseId } from '#domain/ids';
import { clauseIdsOf, isClause, withClauseIds } from '#schema/clause-ids';
import { textOf, type DocumentJson } from '#schema/document-json';
import { NHS_TEMPLATE } from '#schema/nhs-template';
import { startedFrom } from '#schema/specification-template';
import { bookmarkedClause, bookmarkName } from '#server/documents/clause-bookmarks';
import { exportDocx } from '#server/documents/export-docx';
import { readDocx } from '#server/documents/read-docx';
import { documentOf, heading, paragraph } from '#tests/builders/specification';
import { accepted, readWord } from './read-word';
import { HEADING_STYLES, paragraph as wordParagraph, run, styled } from './word-file';

const FILE = { title: 'Falls', subtitle: 'Draft', hash: 'a1b2' };
const idOf = (json: DocumentJson, words: string) =>
  (json.content ?? []).find((node) => isClause(node) && textOf(node).trim() === words)?.attrs?.clause ?? null;

test('IMP-40 every id is a bookmark name that Word takes, and hides', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,31}$/), (id) => {
      expect(bookmarkName(id as ClauseId)).toMatch(/^_\w{1,39}$/);
      expect(bookmarkedClause(bookmarkName(id as ClauseId))).toBe(id);
    })
  );
  for (const other of [undefined, '', 'clause_scope', '_Toc12345', '_clause_', '_clause_A', '_clause__x'])
    expect(bookmarkedClause(other)).toBeNull();
});

test('IMP-40 ids go out with a Word file and come back with it; each bookmark has a number of its own', async () => {
  const json = withClauseIds(startedFrom(NHS_TEMPLATE, { title: 'Falls', serviceNumber: '1' }));
  const bytes = await exportDocx(json, FILE);
  expect(clauseIdsOf(accepted(readDocx(bytes, 'x.docx')).json)).toEqual(clauseIdsOf(json));
  const body = strFromU8(unzipSync(bytes)['word/document.xml']!);
  const numbers = [...body.matchAll(/<w:bookmarkStart [^>]*w:id="(\d+)"/g)].map(([, number]) => number);
  expect(new Set(numbers).size).toBe(2 * clauseIdsOf(json).length);
});

test('IMP-40 only the clauses of the text itself have bookmarks, and of two with one id the first', async () => {
  const named = (id: string) => ({ ...heading(1, 'Twice'), attrs: { level: 1, number: null, clause: id } });
  const cell = { type: 'tableCell', content: [named('in-table')] };
  const json = documentOf(named('one'), paragraph('Words.'), named('one'), {
    type: 'table',
    content: [{ type: 'tableRow', content: [cell] }]
  });
  const back = accepted(readDocx(await exportDocx(json, FILE), 'x.docx')).json;
  expect(clauseIdsOf(back)).toEqual(['one', null]);
  expect(JSON.stringify(back)).not.toContain('in-table');
});

const bookmark = (name: string, content = '') =>
  `<w:bookmarkStart w:id="1" w:name="_clause_${name}"/>${content}<w:bookmarkEnd w:id="1"/>`;
const named = (name: string, words: string) =>
  wordParagraph(bookmark(name, run(words)), '<w:pStyle w:val="Heading1"/>');

test.each([
  [
    'in an empty line above the heading',
    wordParagraph(bookmark('scope')) + styled('Heading1', 'Scope'),
    'scope'
  ],
  ['between paragraphs', bookmark('scope') + styled('Heading1', 'Scope'), 'scope'],
  ['with hyphens', named('scope_aims', 'Scope'), 'scope-aims'],
  [
    'in front of other words',
    wordParagraph(bookmark('scope', run('Words.'))) + styled('Heading1', 'Scope'),
    null
  ],
  [
    'of a joined heading: the first',
    wordParagraph(
      bookmark('scope', run('Sc')) + bookmark('aims', run('ope')),
      '<w:pStyle w:val="Heading1"/>'
    ),
    'scope'
  ],
  ['above one that has its own', wordParagraph(bookmark('aims')) + named('scope', 'Scope'), 'scope']
])('IMP-40 a bookmark %s', (_, body, id) => {
  expect(idOf(readWord({ styles: HEADING_STYLES, body }).json, 'Scope')).toBe(id);
});

test('IMP-40 LibreOffice keeps the ids of headings that were renamed, moved and split in it', () => {
  const { json } = accepted(readDocx(readFileSync('tests/fixtures/edited-in-libreoffice.docx'), 'x.docx'));
  expect(
    (json.content ?? []).filter(isClause).map((node) => [textOf(node).trim(), node.attrs?.clause])
  ).toEqual([
    ['Who needs it', 'needs'],
    ['Carers', 'carers'],
    ['Response', 'response'],
    ['Response at night', undefined],
    ['Costs', 'costs']
  ]);
});
