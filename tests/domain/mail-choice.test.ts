import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wallClock } from '#domain/london-time';
import { digestMoment, lastCall } from '#domain/mail-choice';

const at = (iso: string) => new Date(iso);
const london = (moment: Date) => wallClock(moment);

describe('when a digest is made', () => {
  it.each([
    // Winter: London is UTC. Summer: an hour ahead.
    ['2026-11-24T06:59:59Z', '2026-11-23T07:00:00Z'],
    ['2026-11-24T07:00:00Z', '2026-11-24T07:00:00Z'],
    ['2026-07-14T05:59:59Z', '2026-07-13T06:00:00Z'],
    ['2026-07-14T06:00:00Z', '2026-07-14T06:00:00Z'],
    // Clocks go back on 25 October 2026, and forward on 28 March 2027.
    ['2026-10-24T12:00:00Z', '2026-10-24T06:00:00Z'],
    ['2026-10-25T06:30:00Z', '2026-10-24T06:00:00Z'],
    ['2026-10-25T07:00:00Z', '2026-10-25T07:00:00Z'],
    ['2027-03-28T05:59:00Z', '2027-03-27T07:00:00Z'],
    ['2027-03-28T06:00:00Z', '2027-03-28T06:00:00Z']
  ])('MSG-21 daily, at %s: the one of %s', (now, digest) => {
    expect(digestMoment('daily', at(now))).toEqual(at(digest));
  });

  it.each([
    ['2026-11-24T12:00:00Z', '2026-11-23T07:00:00Z'],
    ['2026-11-23T06:59:00Z', '2026-11-16T07:00:00Z'],
    ['2026-11-23T07:00:00Z', '2026-11-23T07:00:00Z'],
    ['2026-10-26T06:59:00Z', '2026-10-19T06:00:00Z'],
    ['2026-10-26T07:00:00Z', '2026-10-26T07:00:00Z'],
    ['2027-01-03T23:00:00Z', '2026-12-28T07:00:00Z']
  ])('MSG-21 weekly, at %s: the one of %s', (now, digest) => {
    expect(digestMoment('weekly', at(now))).toEqual(at(digest));
  });

  it('MSG-21 it is always seven in London, never later than now, and at most a day or a week ago', () => {
    const HOUR = 3_600_000;
    const moments = fc.date({
      min: at('2026-01-01T00:00:00Z'),
      max: at('2036-01-01T00:00:00Z'),
      noInvalidDate: true
    });
    fc.assert(
      fc.property(moments, fc.constantFrom('daily' as const, 'weekly' as const), (now, digest) => {
        const made = digestMoment(digest, now);
        expect(london(made).slice(11)).toBe('07:00');
        expect(made <= now).toBe(true);
        expect(now.getTime() - made.getTime()).toBeLessThan((digest === 'daily' ? 25 : 7 * 24 + 1) * HOUR);
      })
    );
  });
});

describe('the last call for a vote', () => {
  it.each([
    ['2026-11-24T17:00:00Z', '2026-11-24T07:00:00Z'],
    ['2026-07-14T16:00:00Z', '2026-07-14T06:00:00Z'],
    ['2026-11-24T09:00:00Z', '2026-11-24T07:00:00Z'],
    // Before nine there would be no time: the evening before.
    ['2026-11-24T08:59:00Z', '2026-11-23T17:00:00Z'],
    // Midnight ends the day before.
    ['2026-11-25T00:00:00Z', '2026-11-24T07:00:00Z'],
    ['2026-10-26T00:00:00Z', '2026-10-25T07:00:00Z'],
    ['2026-10-25T08:00:00Z', '2026-10-24T16:00:00Z']
  ])('MSG-7 for a ballot that closes at %s comes at %s', (closes, call) => {
    expect(lastCall(at(closes))).toEqual(at(call));
  });
});
