import { expect, test } from 'vitest';
import {
  carriedSentence,
  originSentence,
  percentage,
  shareKey,
  sharesOf,
  sharesSentence,
  type ShareKey
} from '#domain/authorship';

const words = (counts: Partial<Record<ShareKey, number>>) =>
  new Map(Object.entries(counts) as [ShareKey, number][]);

test('AUT-6 shares are of all words, most first, and add up', () => {
  const shares = sharesOf(words({ 'patient-carer': 10, commissioner: 60, 'word-file': 130 }));
  expect(shares.map(({ key, group, words: count, part }) => [key, group, count, part])).toEqual([
    ['word-file', null, 130, 0.65],
    ['commissioner', 'commissioner', 60, 0.3],
    ['patient-carer', 'patient-carer', 10, 0.05]
  ]);
  expect(sharesSentence(shares)).toBe(
    'Of the 200 words in the text 65% came from a Word file, 30% were written by commissioners and 5% were written by patients and carers.'
  );
});

test('AUT-6 a share that is something is never told as nothing, nor one that lacks something as everything', () => {
  expect([0.001, 0.004999, 0.01, 0.5, 0.99, 0.9999, 1].map(percentage)).toEqual([
    ...['less than 1%', 'less than 1%', '1%', '50%', '99%', 'more than 99%', '100%']
  ]);
  const [most, least] = sharesOf(words({ commissioner: 9999, 'patient-carer': 1 }));
  expect([percentage(most!.part), percentage(least!.part)]).toEqual(['more than 99%', 'less than 1%']);
  expect(sharesSentence(sharesOf(new Map()))).toBe('There are no words in the text yet.');
});

test('AUT-3 AUT-5 words of a file, a template and a version count for these', () => {
  const helen = { group: 'commissioner' } as const;
  expect(shareKey({ kind: 'written' }, helen)).toBe('commissioner');
  expect(shareKey({ kind: 'word-file', fileName: 'falls.docx' }, helen)).toBe('word-file');
  expect(shareKey({ kind: 'template' }, helen)).toBe('template');
  expect(shareKey({ kind: 'restored', version: 3 }, helen)).toBe('restored');
  const first = new Date('2026-11-24T10:00:00Z');
  const last = new Date('2026-11-24T10:20:00Z');
  const said = (...[origin, to = first]: [Parameters<typeof originSentence>[1], Date?]) =>
    originSentence({ name: 'Helen Marsh' }, origin, { first, last: to });
  expect([
    said({ kind: 'written' }),
    said({ kind: 'written' }, last),
    said({ kind: 'word-file', fileName: 'falls.docx' }),
    said({ kind: 'word-file', fileName: '' }),
    said({ kind: 'template' }),
    said({ kind: 'restored', version: 3 })
  ]).toEqual([
    'Helen Marsh wrote this on 24 November 2026 at 10:00am.',
    'Helen Marsh wrote this between 24 November 2026 at 10:00am and 24 November 2026 at 10:20am.',
    'This stood in the Word file “falls.docx” that Helen Marsh brought in on 24 November 2026 at 10:00am.',
    'This stood in the Word file that Helen Marsh brought in on 24 November 2026 at 10:00am.',
    'This stood in the template with which Helen Marsh started on 24 November 2026 at 10:00am.',
    'Helen Marsh brought this back from version 3 on 24 November 2026 at 10:00am.'
  ]);
  const carer = { name: 'A carer' };
  const told = originSentence(carer, { kind: 'written' }, { first, last, dayOnly: true });
  expect(told).toBe('A carer wrote this on 24 November 2026.');
});

test('AUT-17 AUT-19 AUT-20 words that were written before say who brought them to where they stand', () => {
  const by = { name: 'Tom Adeyemi', group: 'commissioner', organisation: 'ICB' } as const;
  const how = { by, at: new Date('2026-11-24T10:00:00Z'), dayOnly: false };
  expect([
    carriedSentence({ ...how, kind: 'moved' }),
    carriedSentence({ ...how, kind: 'merged', fileName: 'falls.docx' }),
    carriedSentence({ ...how, kind: 'restored', version: 3 }),
    carriedSentence({ ...how, kind: 'moved', by: { ...by, name: 'A carer' }, dayOnly: true })
  ]).toEqual([
    'Tom Adeyemi moved or copied it here, or put it back, on 24 November 2026 at 10:00am.',
    'It was moved here with the Word file “falls.docx” that Tom Adeyemi brought in on 24 November 2026 at 10:00am.',
    'Tom Adeyemi brought it back from version 3 on 24 November 2026 at 10:00am.',
    'A carer moved or copied it here, or put it back, on 24 November 2026.'
  ]);
});
