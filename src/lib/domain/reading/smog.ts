import { sentencesOf, wordsOf } from '../sentences';
import { syllablesIn } from './syllables';

/** The formula was made for samples of this many sentences; under it a grade is a rough one. */
export const SAMPLE = 30;
/** Up to this grade a plain summary is good, up to the next it could be plainer; over that it is not confirmed as it is. */
export const GOOD_GRADE = 11;
export const LAST_GRADE = 14;
/** A text with fewer of both gives a grade that one long word changes a lot: nothing is refused by it. */
const FEWEST_SENTENCES = 3;
const FEWEST_WORDS = 30;

const POLYSYLLABLE = 3;

export interface Readability {
  /** SMOG grade, not rounded; 3.1291 for a text without long words. */
  readonly grade: number;
  readonly sentences: number;
  readonly words: number;
  /** Words of three or more syllables, each time they occur. */
  readonly polysyllables: number;
  /** The same, each once and as first written; those that occur most often come first. */
  readonly longWords: readonly string[];
  /** Fewer sentences than the formula was made for. */
  readonly isShort: boolean;
}

/**
 * How hard a text is to read, by G. H. McLaughlin's SMOG formula (1969): 1.0430 √(polysyllables × 30 / sentences) + 3.1291. Under 30
 * sentences the usual adjustment for short texts, the average number of polysyllables in a sentence times 30, is the same
 * calculation. `blocks` are paragraphs and items of lists; null for a text without words.
 */
export function readability(blocks: readonly string[]): Readability | null {
  const sentences = joinedAtColons(blocks).flatMap(sentencesOf);
  if (sentences.length === 0) return null;
  const words = sentences.flatMap(wordsOf);
  const long = words.filter((word) => syllablesIn(word) >= POLYSYLLABLE);
  return {
    grade: 1.043 * Math.sqrt((long.length * SAMPLE) / sentences.length) + 3.1291,
    sentences: sentences.length,
    words: words.length,
    polysyllables: long.length,
    longWords: byFrequency(long),
    isShort: sentences.length < SAMPLE
  };
}

/** "You can:" and the first item of its list are one sentence: counted alone it would make a text look easier. */
function joinedAtColons(blocks: readonly string[]): string[] {
  const joined: string[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (last?.trimEnd().endsWith(':')) joined[joined.length - 1] = `${last} ${block}`;
    else joined.push(block);
  }
  return joined;
}

function byFrequency(words: readonly string[]): string[] {
  const found = new Map<string, { word: string; count: number }>();
  for (const word of words) {
    const entry = found.get(word.toLowerCase());
    if (entry) entry.count += 1;
    else found.set(word.toLowerCase(), { word, count: 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count).map(({ word }) => word);
}

export type ReadingLevel = 'good' | 'warn' | 'fail';

export function readingLevel({ grade }: Readability): ReadingLevel {
  if (grade <= GOOD_GRADE) return 'good';
  return grade <= LAST_GRADE ? 'warn' : 'fail';
}

/** Whether it may not be confirmed as the plain version (PLN-24). */
export function isTooHard(readability: Readability): boolean {
  const { sentences, words } = readability;
  const isLongEnough = sentences >= FEWEST_SENTENCES || words >= FEWEST_WORDS;
  return isLongEnough && readingLevel(readability) === 'fail';
}

/** Rounded up, so that the number never says better than the level: 11.2 is "about grade 12". */
export function shownGrade({ grade }: Readability): number {
  return Math.ceil(grade);
}

/** Who can read it, after surveys of adults' reading skills: a grade is no measure of whether a text is clear. */
const READERS: readonly (readonly [last: number, words: string])[] = [
  [9, 'nearly everybody can read this'],
  [GOOD_GRADE, 'most people can read this'],
  [LAST_GRADE, 'about half of adults can read this'],
  [Infinity, 'too hard for most people']
];

/** "About grade 10: most people can read this. Short text: a rough grade." */
export function readabilityWords(readability: Readability): string {
  const [, readers] = READERS.find(([last]) => readability.grade <= last)!;
  const rough = readability.isShort ? ' Short text: a rough grade.' : '';
  return `About grade ${shownGrade(readability)}: ${readers}.${rough}`;
}

/** What to do about it; empty when nothing need be. */
export function readabilityAdvice(readability: Readability): string {
  switch (readingLevel(readability)) {
    case 'good':
      return '';
    case 'warn':
      return 'Grade 11 or lower is the aim. Shorter sentences and shorter words bring it down.';
    case 'fail':
      return isTooHard(readability)
        ? 'Over grade 14 it cannot be confirmed as the plain version. Shorter sentences and shorter words bring it down.'
        : 'Over grade 14 is harder than we aim for. Shorter sentences and shorter words bring it down.';
  }
}
