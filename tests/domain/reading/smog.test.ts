import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sentencesOf } from '#domain/sentences';
import {
  isTooHard,
  readability,
  readabilityAdvice,
  readabilityWords,
  readingLevel,
  type ReadingLevel
} from '#domain/reading/smog';
import { syllablesIn } from '#domain/reading/syllables';

const { words } = JSON.parse(readFileSync('tests/vectors/syllables.json', 'utf8')) as {
  words: Record<string, number>;
};
const { cases } = JSON.parse(readFileSync('tests/vectors/smog.json', 'utf8')) as {
  cases: readonly {
    title: string;
    blocks: string[];
    sentences: number;
    words: number;
    long: string[];
    grade: number | null;
    level?: ReadingLevel;
    said?: string;
  }[];
};

test('PLN-21 syllables are counted as a person reads the words out', () => {
  const counted = Object.fromEntries(Object.keys(words).map((word) => [word, syllablesIn(word)]));
  expect(counted).toEqual(words);
});

test.each(cases)('PLN-20 PLN-22 $title', (each) => {
  const found = readability(each.blocks);
  if (each.grade === null) return expect(found).toBeNull();
  expect(found).toMatchObject({ sentences: each.sentences, words: each.words });
  expect(found!.polysyllables).toBe(each.long.length);
  expect(new Set(found!.longWords.map((word) => word.toLowerCase()))).toEqual(
    new Set(each.long.map((word) => word.toLowerCase()))
  );
  expect(found!.grade).toBeCloseTo(each.grade, 3);
  expect(readingLevel(found!)).toBe(each.level);
  expect(readabilityWords(found!)).toBe(each.said);
});

test('PLN-23 up to grade 11 is good, over 14 fails, and what is said never sounds better than that', () => {
  const graded = (grade: number) => ({ ...readability(['Yes.'])!, grade });
  const levels = [11, 11.01, 14, 14.01].map((grade) => readingLevel(graded(grade)));
  expect(levels).toEqual(['good', 'warn', 'warn', 'fail']);
  expect(readabilityWords(graded(11.01))).toContain('About grade 12: about half');
  expect(readabilityWords(graded(14.01))).toContain('About grade 15: too hard');
  expect(readabilityAdvice(graded(11))).toBe('');
  expect(readabilityAdvice(graded(14))).toContain('Grade 11 or lower is the aim');
});

test('PLN-24 a text over grade 14 is too hard, unless it has too few sentences and words for a grade', () => {
  const graded = (sentences: number, words: number, grade = 14.01) => ({
    ...readability(['Yes.'])!,
    ...{ grade, sentences, words }
  });
  const long = [graded(3, 9), graded(1, 30), graded(30, 400)];
  expect(long.map(isTooHard)).toEqual([true, true, true]);
  for (const each of long) expect(readabilityAdvice(each)).toContain('cannot be confirmed');
  const rough = graded(2, 29);
  expect(isTooHard(rough)).toBe(false);
  expect(readabilityAdvice(rough)).toMatch(/^Over grade 14 is harder than we aim for/);
  expect([graded(3, 9, 14), graded(30, 400, 11)].map(isTooHard)).toEqual([false, false]);
});

test('PLN-22 a sentence ends at its mark, and not at a short form, an initial or the point of a number', () => {
  const block =
    'Dr. Osei, Mrs. M. Tasker and Cllr. Beddow met at No. 5. “Is it 3.5 miles?” they asked. No. It was two (approx. 3 km)! Then, etc. Yes';
  expect(sentencesOf(block)).toEqual([
    'Dr. Osei, Mrs. M. Tasker and Cllr. Beddow met at No. 5.',
    '“Is it 3.5 miles?” they asked.',
    'No.',
    'It was two (approx. 3 km)!',
    'Then, etc.',
    'Yes'
  ]);
});
