import fc from 'fast-check';
import { expect, it } from 'vitest';
import { budgetTotal } from '#domain/clause-facts';
import { formatPence, parsePence } from '#domain/money';

it('CLA-25 a sum a year is kept in whole pence and shown without losing one', () => {
  expect(parsePence('£767,000')).toBe(76_700_000);
  expect(parsePence(' 12.50 ')).toBe(1250);
  expect(formatPence(76_700_000)).toBe('£767,000');
  expect(formatPence(1205)).toBe('£12.05');
  for (const typed of ['12.5', '-3', '1,00', 'about £5', '', '1.234', '1'.repeat(13), null, 7]) {
    expect(parsePence(typed), String(typed)).toMatchObject({ refused: true, code: 'invalid-input' });
  }
});

it('CLA-25 what is shown reads back as the same sum, and a total is the sum of its lines', () => {
  const sums = fc.array(fc.integer({ min: 0, max: 10 ** 13 }), { maxLength: 20 });
  fc.assert(
    fc.property(sums, (pence) => {
      for (const each of pence) expect(parsePence(formatPence(each))).toBe(each);
      const lines = pence.map((pencePerYear) => ({ pencePerYear }));
      expect(budgetTotal(lines)).toBe(pence.reduce((sum, each) => sum + each, 0));
    })
  );
});
