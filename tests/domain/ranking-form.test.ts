import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placesOf, rankingFromPlaces } from '#domain/ranking-form';

describe('a ballot paper as a form sends it', () => {
  test('VOT-29 places become a ranking, and the way back', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['P1', 'P2', 'P3', 'P10', 'P11'], { minLength: 1 }), (ranking) => {
        const fields = Object.fromEntries(placesOf(ranking).map(({ name, value }) => [name, value]));
        expect(rankingFromPlaces({ ...fields, title: 'x' })).toEqual(ranking);
      })
    );
  });

  test('VOT-29 options without a place are left out, so that the ranking is found incomplete', () => {
    expect(rankingFromPlaces({ 'rank-P1': '2', 'rank-P2': '', 'rank-P3': '1' })).toEqual(['P3', 'P1']);
    expect(rankingFromPlaces({})).toEqual([]);
  });

  test('VOT-29 a place given twice is refused and says which options share it', () => {
    expect(rankingFromPlaces({ 'rank-P1': '1', 'rank-P2': '1', 'rank-P3': '2' })).toMatchObject({
      code: 'incomplete-ranking',
      field: 'ranking',
      message: 'P1 and P2 have the same place. Give each option a place of its own.'
    });
  });

  test.each<[string, unknown]>([
    ['nought', '0'],
    ['less than nothing', '-1'],
    ['a fraction', '1.5'],
    ['a word', 'first'],
    ['too large', '1e309'],
    ['a number, which forms do not send', 1],
    ['a file', {}]
  ])('VOT-29 refused as a place: %s', (_, value) => {
    expect(rankingFromPlaces({ 'rank-P1': value, 'rank-P2': '2' })).toMatchObject({
      code: 'incomplete-ranking'
    });
  });
});
