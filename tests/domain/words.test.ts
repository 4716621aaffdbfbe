import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDate, formatMoment, formatRelative, formatTime } from '#domain/dates';
import { formatPounds, parsePounds } from '#domain/money';
import { isRefusal } from '#domain/refusal';
import { asSentenceStart, countOf, joinWords, ordinal } from '#domain/words';

const NOW = new Date('2027-02-10T14:22:00.000Z');
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('dates', () => {
  test('WRD-1 a date is written out, of a moment or of a calendar day', () => {
    expect(formatDate(NOW)).toBe('10 February 2027');
    expect(formatDate('2027-02-10')).toBe('10 February 2027');
    expect(formatDate('2027-04-01')).toBe('1 April 2027');
  });

  test('WRD-2 times are those of the United Kingdom, in winter and in summer', () => {
    expect(formatMoment(NOW)).toBe('10 February 2027 at 2:22pm');
    expect(formatMoment(new Date('2027-06-30T23:30:00.000Z'))).toBe('1 July 2027 at 12:30am');
    expect(formatDate(new Date('2027-06-30T23:30:00.000Z'))).toBe('1 July 2027');
  });

  test.each([
    ['2027-02-10T00:00:00.000Z', 'midnight'],
    ['2027-02-10T00:01:00.000Z', '12:01am'],
    ['2027-02-10T09:05:00.000Z', '9:05am'],
    ['2027-02-10T12:00:00.000Z', 'midday'],
    ['2027-02-10T12:30:00.000Z', '12:30pm'],
    ['2027-02-10T17:00:00.000Z', '5:00pm']
  ])('WRD-2 %s is %s', (moment, words) => {
    expect(formatTime(new Date(moment))).toBe(words);
  });

  test.each([
    [0, 'just now'],
    [-59 * SECOND, 'just now'],
    [-MINUTE, '1 minute ago'],
    [-59 * MINUTE, '59 minutes ago'],
    [-HOUR, '1 hour ago'],
    [-47 * HOUR, '1 day ago'],
    [-30 * DAY, '30 days ago'],
    [-31 * DAY, '10 January 2027'],
    [30 * SECOND, 'in less than a minute'],
    [5 * MINUTE, 'in 5 minutes'],
    [3 * HOUR, 'in 3 hours'],
    [2 * DAY + HOUR, 'in 2 days'],
    [43 * DAY, '25 March 2027']
  ])('WRD-3 %i milliseconds from now is “%s”', (distance, words) => {
    expect(formatRelative(new Date(NOW.getTime() + distance), NOW)).toBe(words);
  });
});

describe('money', () => {
  test('WRD-4 whole pounds with a comma at each thousand', () => {
    expect([0, 999, 1000, 1_180_000, -180_600].map(formatPounds)).toEqual([
      '£0',
      '£999',
      '£1,000',
      '£1,180,000',
      '−£180,600'
    ]);
  });

  test('WRD-4 what is not a whole number of pounds is a bug', () => {
    for (const amount of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => formatPounds(amount)).toThrow(TypeError);
    }
  });

  test('WRD-5 what is shown can be typed back', () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_999_999_999 }), (pounds) => {
        expect(parsePounds(formatPounds(pounds))).toBe(pounds);
        expect(parsePounds(` ${pounds} `)).toBe(pounds);
      })
    );
  });

  test.each([
    '',
    '£',
    'a lot',
    '-5',
    '−£5',
    '1.50',
    '£1,18',
    '1,1800',
    '1e6',
    '1180000000000',
    '£1.2m',
    5,
    null,
    undefined
  ])('WRD-5 not a sum in whole pounds: %j', (value) => {
    expect(isRefusal(parsePounds(value))).toBe(true);
    expect(parsePounds(value)).toMatchObject({ code: 'invalid-input' });
  });
});

describe('words', () => {
  test('WRD-6 counts, lists and places read as people say them', () => {
    expect([countOf(1, 'vote'), countOf(0, 'vote'), countOf(2, 'person')]).toEqual([
      '1 vote',
      '0 votes',
      '2 people'
    ]);
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(joinWords)).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c'
    ]);
    expect([1, 2, 10, 11].map(ordinal)).toEqual(['first', 'second', 'tenth', 'number 11']);
    expect(asSentenceStart('social care')).toBe('Social care');
  });
});
