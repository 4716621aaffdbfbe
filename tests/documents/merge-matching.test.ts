import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clauseIdsOf } from '#schema/clause-ids';
import { mergeReport } from '#server/documents/merge/merge-report';
import { readDocx } from '#server/documents/read-docx';
import { documentOf, heading, paragraph } from '#tests/builders/specification';
import { DRAFT, NEEDS, NIGHT, clause, differing, merged, said, withoutIds } from './merge-texts';
import { accepted } from './read-word';

test('IMP-43 renamed, moved and split in LibreOffice, a clause is found by its id', () => {
  const { json: file } = accepted(
    readDocx(readFileSync('tests/fixtures/edited-in-libreoffice.docx'), 'x.docx')
  );
  expect(said(differing(DRAFT, file))).toEqual([
    ['1 Who needs it', 'changed'],
    ['3 Carers', 'moved', 'moved'],
    ['2 Response', 'changed'],
    ['Response at night', 'new']
  ]);
  const text = merged(DRAFT, file, () => true);
  expect(clauseIdsOf(text).slice(0, 3)).toEqual(['needs', 'carers', 'response']);
  expect(clauseIdsOf(text)[4]).toBe('costs');
});

test.each([
  ['renamed and renumbered', clause(null, 'What people need', '7', NEEDS), ['7 What people need', 'changed']],
  [
    'rewritten under its heading',
    clause(null, 'Population Needs', '1', 'Nothing of that.'),
    ['1 Population Needs', 'changed']
  ],
  ['renumbered', clause(null, 'Population Needs', '1.1', NEEDS), ['1.1 Population Needs', 'renumbered']]
])('IMP-43 without ids a clause is found that was %s', (_, content, row) => {
  const rest = DRAFT.content!.slice(2);
  expect(said(differing(DRAFT, withoutIds(documentOf(...content, ...rest))))).toEqual([row]);
});

test('IMP-43 without ids a clause is found that was moved, and of one that was split the larger part', () => {
  const file = documentOf(
    ...clause(null, 'Carers', '1', 'Carers are asked every year how they are.'),
    ...clause(null, 'Population Needs', '2', NEEDS),
    ...clause(null, 'Response', '3', 'Somebody comes within two hours.'),
    ...clause(null, 'After dark', '4', NIGHT),
    ...clause(null, 'Costs', '5', 'It costs £1,180,000 a year.')
  );
  expect(said(differing(DRAFT, file)).map(([name, kind]) => [name, kind])).toEqual([
    ['1 Carers', 'moved'],
    ['2 Population Needs', 'renumbered'],
    ['3 Response', 'changed'],
    ['4 After dark', 'new'],
    ['5 Costs', 'renumbered']
  ]);
});

test.each([
  ['half of the words in common', 'a b c d x y z', [['Beta', 'changed']]],
  [
    'fewer than half',
    'a b c x y z w',
    [
      ['Alpha', 'missing'],
      ['Beta', 'new']
    ]
  ],
  [
    'half in common of one, and fewer of the two',
    'a b c d w x y z',
    [
      ['Alpha', 'missing'],
      ['Beta', 'new']
    ]
  ],
  [
    'the same word often in one, once in the other',
    'a a a a b c z',
    [
      ['Alpha', 'missing'],
      ['Beta', 'new']
    ]
  ]
])('IMP-43 by likeness, %s', (_, words, rows) => {
  const draft = documentOf(heading(1, 'Alpha'), paragraph('a b c d e f g'));
  const file = documentOf(heading(1, 'Beta'), paragraph(words));
  expect(said(differing(draft, file)).sort()).toEqual(rows);
});

test('IMP-43 the same heading several times: number and heading tell which is which', () => {
  const draft = documentOf(...clause('a', 'Aims', '1', 'One.'), ...clause('b', 'Aims', '2', 'Two.'));
  const file = documentOf(...clause(null, 'Aims', '2', 'Other words.'), ...clause(null, 'Aims', '1', 'One.'));
  const byId = new Map(mergeReport(draft, file).rows.map(({ was, now }) => [was, now]));
  expect([byId.get(1), byId.get(2)]).toEqual([2, 1]);
});
