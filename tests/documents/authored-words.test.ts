import { expect, test } from 'vitest';
import type { Origin } from '#domain/authorship';
import type { Id } from '#domain/ids';
import type { StakeholderGroup } from '#domain/membership';
import { stretches, wordsByKey, type AuthoredRun } from '#server/documents/authored-words';

const PEOPLE: Record<string, StakeholderGroup> = {
  helen: 'commissioner',
  ruth: 'clinician',
  priya: 'social-care'
};

/** Runs of one line, one after the other from this position. */
function line(
  from: number,
  ...parts: [who: keyof typeof PEOPLE, text: string, more?: Partial<AuthoredRun>][]
) {
  let at = from;
  return parts.map(([who, text, more = {}]): AuthoredRun => {
    const length = more.isNote ? 1 : text.length;
    const run = { from: at, to: at + length, text, client: 1, clock: 0, sequence: 1, isNote: false };
    at += length;
    const writer = { name: who, group: PEOPLE[who]!, organisation: 'ICB' };
    const origin: Origin = { kind: 'written' };
    return {
      ...run,
      writtenBy: who as Id<'person'>,
      writer,
      at: new Date(0),
      dayOnly: false,
      origin,
      carried: null,
      ...more
    };
  });
}

const looks = (runs: AuthoredRun[]) =>
  stretches(runs, (key) => (key === 'word-file' ? null : { className: key, letter: 'X', name: key })).map(
    ({ from, to, className }) => `${className} ${from}-${to}`
  );

test('AUT-4 a word of several people counts for who wrote most of it, and is shown as one word of theirs', () => {
  const runs = line(
    1,
    ['priya', 'Ca'],
    ['ruth', 'r'],
    ['priya', 'ers are '],
    ['ruth', 'aske'],
    ['helen', 'd.']
  );
  expect(wordsByKey(runs)).toEqual(
    new Map([
      ['social-care', 2],
      ['clinician', 1]
    ])
  );
  expect(looks(runs)).toEqual(['social-care 1-12', 'clinician 12-18']);
});

test('AUT-4 what stands between two words goes with the first; words do not reach from one line into the next', () => {
  const runs = [
    ...line(1, ['priya', 'One'], ['ruth', ', '], ['helen', 'two']),
    ...line(11, ['helen', 'three'])
  ];
  expect(looks(runs)).toEqual(['social-care 1-6', 'commissioner 6-9', 'commissioner 11-16']);
  expect(wordsByKey(runs).get('commissioner')).toBe(2);
});

test('AUT-4 the words of a note count, and are no part of the word that it stands in', () => {
  const runs = line(1, ['priya', 'car'], ['ruth', 'See there.', { isNote: true }], ['priya', 'ers']);
  expect([...wordsByKey(runs)]).toEqual([
    ['social-care', 2],
    ['clinician', 2]
  ]);
  expect(looks(runs)).toEqual(['social-care 1-4', 'social-care 5-8']);
});

test('AUT-3 words that were brought in count for where they are from, and are shown plain', () => {
  const origin: Origin = { kind: 'word-file', fileName: 'falls.docx' };
  const runs = line(1, ['helen', 'Falls are ', { origin }], ['helen', 'common.']);
  expect([...wordsByKey(runs)]).toEqual([
    ['word-file', 2],
    ['commissioner', 1]
  ]);
  expect(looks(runs)).toEqual(['commissioner 11-18']);
});
