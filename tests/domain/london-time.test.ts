import { describe, expect, test } from 'vitest';
import { londonMoment, wallClock } from '#domain/london-time';
import { isRefusal } from '#domain/refusal';

function iso(day: string, time: string): string {
  const moment = londonMoment(day, time);
  return isRefusal(moment) ? moment.code : moment.toISOString();
}

describe('a day and a time in the United Kingdom', () => {
  test.each([
    ['2026-12-04', '17:00', '2026-12-04T17:00:00.000Z'],
    ['2026-07-04', '17:00', '2026-07-04T16:00:00.000Z'],
    ['2026-07-04', '00:30', '2026-07-03T23:30:00.000Z'],
    ['2026-12-04', '5pm', '2026-12-04T17:00:00.000Z'],
    ['2026-12-04', '5:30 PM', '2026-12-04T17:30:00.000Z'],
    ['2026-12-04', '12am', '2026-12-04T00:00:00.000Z'],
    ['2026-12-04', ' midday ', '2026-12-04T12:00:00.000Z'],
    ['2028-02-29', '9.15', '2028-02-29T09:15:00.000Z']
  ])('VOT-22 %s at %s', (day, time, expected) => {
    expect(iso(day, time)).toBe(expected);
  });

  test('VOT-22 of the hour that comes twice the second is meant', () => {
    expect(iso('2026-10-25', '01:30')).toBe('2026-10-25T01:30:00.000Z');
    expect(wallClock(new Date('2026-10-25T00:30:00.000Z'))).toBe('2026-10-25T01:30');
  });

  test.each([
    ['an hour that is skipped', '2026-03-29', '01:30'],
    ['a day that does not exist', '2026-02-30', '17:00'],
    ['a month that does not exist', '2026-13-01', '17:00'],
    ['no such hour', '2026-12-04', '24:00'],
    ['no such minute', '2026-12-04', '17:60'],
    ['an hour past noon twice', '2026-12-04', '17pm'],
    ['words', '2026-12-04', 'teatime'],
    ['another way to write days', '04/12/2026', '17:00'],
    ['nothing', '', '']
  ])('VOT-22 refused: %s', (_, day, time) => {
    expect(iso(day, time)).toBe('invalid-input');
  });
});
