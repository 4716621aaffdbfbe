import { expect, test } from 'vitest';
import { keepSame, remembering } from '../../src/routes/keep-same';

const asked = () => ({
  title: 'Falls',
  at: new Date('2026-11-02'),
  clauses: [
    { id: 'aims', tags: ['new'] },
    { id: 'scope', tags: [] as string[] }
  ]
});

test('UI-27 what says the same is the very object that it was', () => {
  const before = asked();
  expect(keepSame(before, asked())).toBe(before);
  const sameAsBefore = remembering<unknown>();
  expect(sameAsBefore(before)).toBe(before);
  expect(sameAsBefore(asked())).toBe(before);
});

test('UI-27 of what says something else, the parts that do not are the very objects that they were', () => {
  const before = asked();
  const now = { ...asked(), title: 'Frailty' };
  now.clauses[1]!.tags.push('changed');
  const kept = keepSame(before, now);
  expect(kept).toEqual(now);
  expect(kept).not.toBe(before);
  expect(kept.at).toBe(before.at);
  expect(kept.clauses[0]).toBe(before.clauses[0]);
  expect(kept.clauses[1]).not.toBe(before.clauses[1]);
});

test('UI-27 what came, went, moved or is of another kind is taken as it now is', () => {
  const before: unknown = { list: [1, 2], none: null, when: new Date(0), gone: undefined, some: { a: 1 } };
  for (const now of [
    { list: [1], none: null, when: new Date(0), gone: undefined, some: { a: 1 } },
    { list: [1, 2, 3], none: null, when: new Date(0), gone: undefined, some: { a: 1 } },
    { list: [2, 1], none: {}, when: new Date(1), some: [1] },
    { list: { 0: 1, 1: 2 }, none: 0, when: 0, other: undefined, some: { b: 1 } },
    { list: null, none: undefined, when: '1970', gone: '', some: { a: 1, b: undefined } },
    [1, 2],
    null,
    'text'
  ]) {
    expect(keepSame(before, now)).toStrictEqual(now);
    expect(keepSame(now, before)).toStrictEqual(before);
  }
});
