import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oddCharacters } from '#domain/odd-characters';

interface Vectors {
  flagged: { text: string; finds: [code: string, name: string][] }[];
  clean: string[];
}

const vectors = JSON.parse(readFileSync('tests/vectors/hidden-characters.json', 'utf8')) as Vectors;

describe('hidden and look-alike characters', () => {
  test.each(vectors.flagged)('HID-1 found: $finds in $text', ({ text, finds }) => {
    const found = oddCharacters(text.normalize('NFC'));
    expect(found.map(({ code, name }) => [code, name])).toEqual(finds);
  });

  test.each(vectors.clean)('HID-2 nothing is found in: %s', (text) => {
    expect(oddCharacters(text.normalize('NFC'))).toEqual([]);
  });

  test('HID-1 every place lies in the text, holds the character that is named, and is told once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (raw) => {
        const text = raw.normalize('NFC');
        for (const { at, length, code, kind } of oddCharacters(text)) {
          const [first = ''] = text.slice(at, at + length);
          expect(length).toBeGreaterThan(0);
          expect(at + length).toBeLessThanOrEqual(text.length);
          if (kind !== 'spaces')
            expect(`U+${first.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`).toBe(code);
        }
        const places = oddCharacters(text).map(({ at, kind }) => `${at} ${kind}`);
        expect(new Set(places).size).toBe(places.length);
      }),
      { numRuns: 500 }
    );
  });

  test('HID-1 a long text is looked through in a moment', () => {
    const text = vectors.flagged
      .map((each) => each.text)
      .join(' ')
      .repeat(400);
    const start = performance.now();
    expect(oddCharacters(text).length).toBeGreaterThan(400 * 20);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
