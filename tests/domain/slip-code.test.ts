import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inGroups, SLIP_CODE_LENGTH, slipCode, slipCodeTyped } from '#domain/slip-code';

const bytes = fc.uint8Array({ minLength: SLIP_CODE_LENGTH, maxLength: SLIP_CODE_LENGTH });

it('ENT-14 each byte gives one of 32 signs, all as often, and none that is mistaken for another', () => {
  const all = slipCode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  expect(all).toHaveLength(256);
  const counts = new Map<string, number>();
  for (const sign of all) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  expect(counts.size).toBe(32);
  expect(new Set(counts.values())).toEqual(new Set([8]));
  expect(all).not.toMatch(/[ilouA-Z]/);
});

it('ENT-14 capitals, spaces, dashes, and letters that look like a digit make no difference', () => {
  fc.assert(
    fc.property(bytes, (random) => {
      const code = slipCode(random);
      const printed = inGroups(code);
      expect(printed).toMatch(/^(.{4}-){4}.{4}$/);
      const badly = printed.replaceAll('0', 'O').replaceAll('1', 'l').replaceAll('-', ' ');
      for (const typed of [
        code,
        printed,
        printed.toUpperCase(),
        ` ${badly} `,
        `${printed.replaceAll('-', '–')}.`
      ])
        expect(slipCodeTyped(typed)).toBe(code);
    })
  );
});

it('ENT-14 what is no code is none: too short, too long, another sign, a receipt’s token', () => {
  const code = slipCode(new Uint8Array(SLIP_CODE_LENGTH));
  for (const other of [
    '',
    code.slice(1),
    `${code}0`,
    `${code.slice(1)}u`,
    `${code.slice(1)}é`,
    'x'.repeat(32)
  ])
    expect(slipCodeTyped(other)).toBeUndefined();
});
