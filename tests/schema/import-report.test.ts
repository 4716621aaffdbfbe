import { expect, test } from 'vitest';
import { reportSentences, type ImportReport } from '#schema/import-report';

const kept = {
  words: 6120,
  headings: 1,
  numberedClauses: 0,
  lists: 2,
  listItems: 9,
  tables: 0,
  mergedCells: 0,
  links: 0,
  notes: 0
};

test('IMP-18 the report reads as plain sentences', () => {
  const report: ImportReport = {
    kept,
    brought: { comments: 1, changes: 12 },
    notKept: [
      { what: 'personal-data', count: 1 },
      { what: 'image', count: 1 },
      {
        what: 'comment',
        count: 2,
        detail: [{ author: 'Ann', text: 'Why?', quote: 'the plan' }, { text: 'Loose' }]
      }
    ]
  };
  expect(reportSentences(report)).toEqual({
    kept: [
      '6,120 words',
      '1 heading',
      '2 lists',
      '9 list items',
      '1 comment, as a comment on the same words',
      '12 tracked changes, as suggestions beside the text'
    ],
    notKept: [
      {
        sentence:
          '1 comment or change was not brought in because it looks like it holds an NHS number or a phone number.',
        details: []
      },
      { sentence: '1 picture was left out.', details: [] },
      { sentence: '2 comments were not brought in.', details: ['Ann: “Why?” (about “the plan”)', '“Loose”'] }
    ]
  });
});
