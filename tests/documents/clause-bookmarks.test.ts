import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { ClauseId } from '#domain/ids';
import { clauseIdsOf, isClause, withClauseIds } from '#schema/clause-ids';
import { textOf, type DocumentJson } from '#schema/document-json';
import { NHS_TEMPLATE } from '#schema/nhs-template';
import { SHORT_TEMPLATE } from '#schema/short-template';
import { startedFrom } from '#schema/specification-template';
import { withTemplateIds } from '#schema/template-words';
import { bookmarkedClause, bookmarkName } from '#server/documents/clause-bookmarks';
import { jsonFromDoc } from '#server/documents/document-bytes';
import { exportDocx } from '#server/documents/export-docx';
import { importedDraft } from '#server/documents/imported-draft';
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

test('IMP-41 headings worded like a template’s get its ids, whatever was typed around the words', () => {
  const json = withTemplateIds(
    documentOf(
      heading(1, '1. Population needs:'),
      heading(2, '1.1 National / local context & evidence base'),
      heading(1, 'OUTCOMES'),
      heading(1, 'Scope'),
      heading(2, 'Anything else'),
      heading(2, 'Scope')
    )
  );
  expect(clauseIdsOf(json)).toEqual(['needs', 'needs-context', 'outcomes', 'scope', null, null]);
  const short = startedFrom(SHORT_TEMPLATE, { title: 'x', serviceNumber: '' });
  const bare = {
    ...short,
    content: short.content!.map(({ attrs: { clause: _, ...attrs } = {}, ...node }) => ({ ...node, attrs }))
  };
  expect(clauseIdsOf(withTemplateIds(bare))).toEqual(clauseIdsOf(short));
});

test('IMP-41 an ordinary import gives them', () => {
  const body = ['Population needs', 'Outcomes', 'Scope', 'Anything else'].map((words) =>
    styled('Heading1', words)
  );
  const draft = importedDraft(readWord({ styles: HEADING_STYLES, body: body.join('') }));
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, draft.bytes);
  const ids = clauseIdsOf(jsonFromDoc(ydoc));
  expect(ids.slice(0, 3)).toEqual(['needs', 'outcomes', 'scope']);
  expect(ids[3]).toMatch(/^[a-z0-9]{10}$/);
});

test('IMP-41 too few of them are no template; a heading that brings its id keeps it', () => {
  const few = documentOf(heading(1, 'Scope'), heading(1, 'Outcomes'), heading(1, 'Money'));
  expect(withTemplateIds(few)).toBe(few);
  const brought = { ...heading(1, 'Ours'), attrs: { level: 1, number: null, clause: 'scope' } };
  const json = documentOf(
    ...['Population Needs', 'Outcomes', 'Scope', 'Applicable service standards'].map((words) =>
      heading(1, words)
    ),
    brought
  );
  expect(clauseIdsOf(withTemplateIds(json))).toEqual(['needs', 'outcomes', null, 'standards', 'scope']);
});
