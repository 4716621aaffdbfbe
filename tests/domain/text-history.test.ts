import { expect, test } from 'vitest';
import type { Carried, Origin } from '#domain/authorship';
import { sentencePlaces } from '#domain/sentences';
import { inOneGo } from '#domain/text-history';

const minutes = (count: number) => new Date(Date.UTC(2026, 10, 24, 10, count));

/** Each: who, what, and the minute in which it came in. */
function stretches(...all: [who: string, text: string, minute: number, origin?: Origin][]) {
  return all.map(([name, text, minute, origin = { kind: 'written' } as Origin]) => ({
    ...{
      writtenBy: name,
      dayOnly: false,
      carried: null,
      text,
      origin,
      first: minutes(minute),
      last: minutes(minute)
    },
    writer: { name, group: 'commissioner' as const, organisation: 'ICB' }
  }));
}

const told = (...all: Parameters<typeof stretches>) =>
  inOneGo(stretches(...all)).map(
    ({ writer, text, first, last }) =>
      `${writer.name}: ${text} ${first.getUTCMinutes()}-${last.getUTCMinutes()}`
  );

test('AUT-12 what one person wrote in one go is one part, however it was saved', () => {
  expect(told(['Helen', 'Some', 3], ['Helen', 'body ', 4], ['Helen', 'comes', 2])).toEqual([
    'Helen: Somebody comes 2-4'
  ]);
});

test('AUT-12 another person, a pause or another origin begins a new part', () => {
  expect(
    told(['Helen', 'Somebody ', 0], ['Priya', 'quick ', 1], ['Helen', 'comes ', 1], ['Helen', 'soon.', 32])
  ).toEqual(['Helen: Somebody  0-0', 'Priya: quick  1-1', 'Helen: comes  1-1', 'Helen: soon. 32-32']);
  expect(told(['Helen', 'Old ', 0, { kind: 'template' }], ['Helen', 'new', 0])).toHaveLength(2);
  const twins = stretches(['Jo', 'one ', 0], ['Jo', 'two', 0]);
  expect(inOneGo([twins[0]!, { ...twins[1]!, writtenBy: 'the other Jo' }])).toHaveLength(2);
});

test('AUT-12 AUT-20 words that came in another way, or were moved by somebody else or much later, are a part of their own', () => {
  const [one, two] = stretches(['Helen', 'one ', 0], ['Helen', 'two', 0]);
  const by = (name: string) => ({ name, group: 'clinician' as const, organisation: 'ICB' });
  const moved = (name: string, minute: number) =>
    ({ kind: 'moved', by: by(name), at: minutes(minute), dayOnly: false }) as const;
  const parts = (a: Carried | null, b: Carried | null) =>
    inOneGo([
      { ...one!, carried: a },
      { ...two!, carried: b }
    ]).length;
  expect(parts(moved('Ruth', 5), moved('Ruth', 30))).toBe(1);
  expect(parts(moved('Ruth', 5), null)).toBe(2);
  expect(parts(moved('Ruth', 5), moved('Tom', 5))).toBe(2);
  expect(parts(moved('Ruth', 5), moved('Ruth', 36))).toBe(2);
  expect(parts(moved('Ruth', 5), { ...moved('Ruth', 5), kind: 'restored', version: 1 })).toBe(2);
});

test('AUT-12 signs and blanks alone go with the words before, whoever wrote them', () => {
  expect(
    told(['Helen', 'Somebody comes', 0], ['Priya', ', ', 9], ['Helen', 'soon', 0], ['Priya', '.', 9])
  ).toEqual(['Helen: Somebody comes, soon. 0-0']);
  expect(told(['Priya', '“', 9], ['Helen', 'Soon', 0])).toEqual(['Priya: “ 9-9', 'Helen: Soon 0-0']);
});

test('AUT-11 a line is cut into its sentences; figures and short forms do not end one', () => {
  const cut = (line: string) => sentencePlaces(line).map(({ at, length }) => line.slice(at, at + length));
  expect(cut('  One comes.  Who pays? £1.5 million, e.g. for nights!')).toEqual([
    'One comes.',
    'Who pays?',
    '£1.5 million, e.g. for nights!'
  ]);
  expect(cut('Ask Dr. Patel, Prof. Lee or Mrs. J. Smith. See No. 5.')).toEqual([
    'Ask Dr. Patel, Prof. Lee or Mrs. J. Smith.',
    'See No. 5.'
  ]);
  expect(cut('Is it far? … “It is.” – Then go.')).toEqual(['Is it far?', '“It is.”', '– Then go.']);
  expect(cut('no full stop')).toEqual(['no full stop']);
  expect(cut('   ')).toEqual([]);
});
