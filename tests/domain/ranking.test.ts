import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_OPTIONS, parseRanking } from '#domain/ranking';
import { isRefusal } from '#domain/refusal';

const OPTIONS = ['P1', 'P2', 'P3'];

describe('a ranking', () => {
  test('VOT-1 every option once, in any order, is taken as it is', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(OPTIONS, { minLength: 3 }), (ranking) => {
        expect(parseRanking(ranking, OPTIONS)).toEqual(ranking);
      })
    );
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['words', 'P1,P2,P3'],
    ['an object that looks like a list', { 0: 'P1', 1: 'P2', 2: 'P3', length: 3 }],
    ['an empty list', []],
    ['one option missing', ['P1', 'P2']],
    ['one option twice', ['P1', 'P2', 'P2']],
    ['one option twice and all there', ['P1', 'P2', 'P3', 'P1']],
    ['not a number', [Number.NaN, 'P2', 'P3']],
    ['less than nothing', [-0, 'P2', 'P3']],
    ['more than any number', [Number.POSITIVE_INFINITY, 'P2', 'P3']],
    ['a list as an option, as a tie', [['P1', 'P2'], 'P3']],
    // A hole, not undefined: what a damaged form could make.
    ['a hole', Object.assign(new Array<string>(3), { 0: 'P1', 2: 'P3' })],
    ['ten thousand entries', Array.from({ length: 10_000 }, () => 'P1')],
    ['ten thousand strangers', Array.from({ length: 10_000 }, (_, index) => `X${index}`)],
    ['one more than is ever looked at', Array.from({ length: MOST_OPTIONS + 1 }, () => 'P1')]
  ])('VOT-2 incomplete: %s', (_, value) => {
    expect(parseRanking(value, OPTIONS)).toMatchObject({ code: 'incomplete-ranking', field: 'ranking' });
  });

  test.each<[string, unknown]>([
    ['a stranger in place of an option', ['P1', 'P2', 'P9']],
    ['a stranger beside all options', ['P1', 'P2', 'P3', 'P9']],
    ['another spelling', ['p1', 'P2', 'P3']],
    ['a space', ['P1 ', 'P2', 'P3']],
    ['a look-alike letter', ['Ρ1', 'P2', 'P3']],
    ['a name every object has', ['__proto__', 'constructor', 'toString']]
  ])('VOT-3 unknown option: %s', (_, value) => {
    expect(parseRanking(value, OPTIONS)).toMatchObject({ code: 'unknown-option', field: 'ranking' });
  });

  test('VOT-3 a stranger in any place is found', () => {
    const stranger = fc.string().filter((key) => !OPTIONS.includes(key));
    fc.assert(
      fc.property(stranger, fc.nat(2), (key, at) => {
        expect(parseRanking(OPTIONS.with(at, key), OPTIONS)).toMatchObject({ code: 'unknown-option' });
      })
    );
  });

  test('VOT-2 anything at all is a full ranking or a refusal, and is left unchanged', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.array(fc.constantFrom(...OPTIONS, 'P9', 1))), (value) => {
        const parsed = parseRanking(value, OPTIONS);
        if (isRefusal(parsed)) return;
        expect([...parsed].sort()).toEqual(OPTIONS);
        expect(parsed).not.toBe(value);
      })
    );
  });
});
