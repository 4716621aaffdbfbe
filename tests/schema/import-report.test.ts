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
    notKept: [
      { what: 'image', count: 1 },
      {
        what: 'comment',
        count: 2,
        detail: [{ author: 'Ann', text: 'Why?', quote: 'the plan' }, { text: 'Loose' }]
      }
    ],
    suggestions: [{ kind: 'bold-only-heading', text: 'What people said' }]
  };
  expect(reportSentences(report)).toEqual({
    kept: ['6,120 words', '1 heading', '2 lists', '9 list items'],
    notKept: [
      { sentence: '1 picture was left out.', details: [] },
      { sentence: '2 comments were not brought in.', details: ['Ann: “Why?” (about “the plan”)', '“Loose”'] }
    ],
    suggestions: ['“What people said” is only bold. Make it a heading if it starts a clause.']
  });
});
