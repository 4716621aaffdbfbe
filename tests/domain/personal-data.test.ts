import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPersonalData, findPersonalData, isNhsNumber, newlyFound } from '#domain/personal-data';
import { readVectors } from './sha256';

interface Vectors {
  nhsNumbers: string[];
  phoneNumbers: string[];
  emailAddresses: string[];
  neither: string[];
}
const vectors = readVectors<Vectors>('personal-data');

function kindsIn(text: string): string[] {
  return findPersonalData(text).map(({ kind }) => kind);
}

/** Ten digits with a right check digit. */
const nhsNumber = fc
  .array(fc.nat(9), { minLength: 9, maxLength: 9 })
  .map((digits) => {
    const sum = digits.reduce((total, digit, index) => total + digit * (10 - index), 0);
    return { nine: digits.join(''), check: (11 - (sum % 11)) % 11 };
  })
  .filter(({ check }) => check < 10)
  .map(({ nine, check }) => `${nine}${check}`);

describe('personal data in a text', () => {
  test.each(vectors.nhsNumbers)('PER-1 an NHS number is found in %j', (text) => {
    expect(kindsIn(text)).toEqual(['nhs-number']);
  });

  test.each(vectors.phoneNumbers)('PER-2 a phone number is found in %j', (text) => {
    expect(kindsIn(text)).toEqual(['phone-number']);
  });

  test.each(vectors.emailAddresses)('PER-5 an e-mail address is found in %j', (text) => {
    expect(kindsIn(text)).toEqual(['email-address']);
    expect(checkPersonalData(text)).toMatchObject({
      code: 'personal-data',
      message: expect.stringContaining('an e-mail address') as string
    });
  });

  test.each(vectors.neither)('PER-3 nothing is found in %j', (text) => {
    expect(kindsIn(text)).toEqual([]);
  });

  test('PER-1 every number with a right check digit, solid or spaced, between any words', () => {
    fc.assert(
      fc.property(nhsNumber, fc.constantFrom('', ' ', '-'), fc.lorem(), (number, space, words) => {
        const spaced = [number.slice(0, 3), number.slice(3, 6), number.slice(6)].join(space);
        expect(kindsIn(`${words} ${spaced}. ${words}`)).toEqual(['nhs-number']);
      })
    );
  });

  test('PER-1 one wrong digit and it is not one', () => {
    fc.assert(
      fc.property(nhsNumber, fc.nat(9), fc.integer({ min: 1, max: 9 }), (number, at, more) => {
        const digits = Array.from(number, Number);
        digits[at] = ((digits[at] ?? 0) + more) % 10;
        expect(isNhsNumber(digits.join(''))).toBe(false);
      })
    );
  });

  test('PER-1 two numbers are both found, an NHS number and a phone number too', () => {
    expect(kindsIn('943 476 5919 and 9434765919')).toEqual(['nhs-number', 'nhs-number']);
    expect(kindsIn('943 476 5919, 07700 900123')).toEqual(['nhs-number', 'phone-number']);
  });

  test('PER-3 no sum of money, however it is grouped', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        expect(kindsIn(`£${Math.abs(amount).toLocaleString('en-GB')} a year`)).toEqual([]);
      })
    );
  });

  test('PER-4 the refusal names what it found and the field', () => {
    expect(checkPersonalData('Two hours is a long time at 80 on a cold floor.')).toBe(true);
    expect(checkPersonalData('Ring 07700 900123', 'body')).toMatchObject({
      code: 'personal-data',
      field: 'body',
      message: expect.stringContaining('a phone number (07700 900123)') as string
    });
    expect(checkPersonalData('943 476 5919')).toMatchObject({
      code: 'personal-data',
      message: expect.stringContaining('an NHS number (943 476 5919)') as string
    });
  });

  test('PER-4 a long text of nothing but digits and spaces is read in one go', () => {
    for (const piece of ['0', '07 ', '020 ', '943 ', '+44 ', '(0']) {
      expect(() => findPersonalData(piece.repeat(20_000))).not.toThrow();
    }
  });
});

test('PER-6 what was there before a change is not new, and the same once more is', () => {
  const before = ['Ask 943 476 5919.', 'Ring 020 7946 0958.'];
  const newIn = (...after: string[]) => newlyFound(before, after).map(({ text }) => text);
  expect(newIn('Ring 020 7946 0958.', 'Ask 943 476 5919 again.')).toEqual([]);
  expect(newIn('Ask 943 476 5919.', '943 476 5919', 'a@b.example')).toEqual(['943 476 5919', 'a@b.example']);
  expect(newIn()).toEqual([]);
});
