import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '#domain/bytes';
import { canonicalBytes, canonicalJson } from '#domain/canonical-json';
import { readVectors, sha256 } from './sha256';

interface Vectors {
  equal: { name: string; texts: string[]; canonical: string; sha256: string }[];
  mustFail: { name: string; text: string }[];
}
const vectors = readVectors<Vectors>('canonical-json');

/** Any value that has a canonical form. */
const hashable = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('value')),
    fc.dictionary(fc.string(), tie('value'))
  )
})).value;

/** The same value with the members of every object in the opposite order. */
function turnedRound(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turnedRound);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).reverse();
  return Object.fromEntries(members.map(([key, item]) => [key, turnedRound(item)]));
}

describe('canonical JSON', () => {
  test.each(vectors.equal)(
    'REG-1 one byte form and one hash: $name',
    ({ texts, canonical, sha256: hash }) => {
      for (const text of texts) {
        expect(canonicalJson(JSON.parse(text))).toBe(canonical);
        expect(toHex(sha256(canonicalBytes(JSON.parse(text))))).toBe(hash);
      }
    }
  );

  test('REG-1 the order of keys and the kind of accent make no difference, whatever the value', () => {
    fc.assert(
      fc.property(hashable, (value) => {
        const canonical = canonicalJson(value);
        expect(canonicalJson(turnedRound(value))).toBe(canonical);
        expect(canonicalJson(JSON.parse(canonical.normalize('NFD')))).toBe(canonical);
      })
    );
  });

  test('REG-1 what was written reads back and is written the same again', () => {
    fc.assert(
      fc.property(hashable, (value) => {
        const canonical = canonicalJson(value);
        expect(canonicalJson(JSON.parse(canonical))).toBe(canonical);
      })
    );
  });

  test.each(vectors.mustFail)('REG-2 has no canonical form: $name', ({ text }) => {
    expect(() => canonicalJson(JSON.parse(text))).toThrow(TypeError);
  });

  const holdsItself: unknown[] = [];
  holdsItself.push(holdsItself);
  test.each([
    ['undefined', undefined],
    ['a missing member', { a: undefined }],
    ['a hole in a list', new Array<number>(1)],
    ['not a number', Number.NaN],
    ['a big integer', 1n],
    ['a date', new Date(0)],
    ['bytes', new Uint8Array(1)],
    ['a map', new Map()],
    ['a function', () => 1],
    ['a symbol as a key', { [Symbol('a')]: 1 }],
    ['a list that holds itself', holdsItself]
  ])('REG-2 JSON would drop or rewrite it, so it is refused: %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});
