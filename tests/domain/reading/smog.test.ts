import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sentencesOf } from '#domain/sentences';
import {
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
  expect(readabilityAdvice(graded(14.01))).toContain('cannot be published');
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
