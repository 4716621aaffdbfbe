import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageInWords, answerOwner, daysLeft, lastDayToAnswer, londonDay } from '#domain/answer-duty';
import type { Id } from '#domain/ids';
import type { Role } from '#domain/membership';
import { bankHolidays } from '#domain/working-days';

const member = (name: string) => name as Id<'member'>;
const organisation = (name: string) => name as Id<'organisation'>;
const answerer = (name: string, of: string, roles: readonly Role[]) => ({
  memberId: member(name),
  organisationId: organisation(of),
  roles
});

function isOff(day: Date): boolean {
  const holidays = bankHolidays(day.getUTCFullYear());
  return [0, 6].includes(day.getUTCDay()) || holidays.includes(day.toISOString().slice(0, 10));
}

describe('until when an answer is owed', () => {
  it.each([
    ['a Tuesday', '2026-11-24T10:00:00Z', '2026-12-08'],
    ['a Friday', '2026-11-27T10:00:00Z', '2026-12-11'],
    ['a Saturday', '2026-11-28T10:00:00Z', '2026-12-11'],
    ['a Sunday', '2026-11-29T10:00:00Z', '2026-12-11'],
    ['a Sunday evening in winter', '2026-11-29T23:59:00Z', '2026-12-11'],
    ['a Sunday evening in summer, which is Monday in London', '2026-06-28T23:30:00Z', '2026-07-13'],
    ['the night in which the clocks go back', '2026-10-25T00:30:00Z', '2026-11-06'],
    ['a Friday before Christmas, with a day given for Boxing Day', '2026-12-18T10:00:00Z', '2027-01-06'],
    ['a Monday before a Christmas on a Saturday', '2027-12-20T10:00:00Z', '2028-01-06'],
    ['Christmas Day', '2024-12-25T10:00:00Z', '2025-01-10'],
    ['a Monday before Easter', '2026-03-30T10:00:00Z', '2026-04-15'],
    ['Good Friday', '2027-03-26T10:00:00Z', '2027-04-12'],
    ['a Tuesday before both bank holidays of May', '2028-04-25T10:00:00Z', '2028-05-10'],
    ['a Thursday before the bank holiday of August', '2025-08-21T10:00:00Z', '2025-09-05']
  ])('ANS-11 said on %s: ten working days later', (_day, saidAt, due) => {
    expect(lastDayToAnswer(new Date(saidAt))).toBe(due);
  });

  it('ANS-11 whenever it is said, it is a working day with exactly so many working days since', () => {
    const moments = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2040-01-01'),
      noInvalidDate: true
    });
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 60 }), (saidAt, working) => {
        const due = lastDayToAnswer(saidAt, working);
        const days: Date[] = [];
        for (let day = Date.parse(londonDay(saidAt)); day < Date.parse(due);) {
          day += 86_400_000;
          days.push(new Date(day));
        }
        const workdays = days.filter((day) => !isOff(day));
        expect(workdays).toHaveLength(working);
        expect(workdays.at(-1)).toBe(days.at(-1));
      })
    );
  });

  it.each([
    ['2026-12-05', '2026-12-08', '3 days left'],
    ['2026-12-07', '2026-12-08', '1 day left'],
    ['2026-12-08', '2026-12-08', 'due today'],
    ['2026-12-09', '2026-12-08', '1 day late'],
    ['2026-12-20', '2026-12-08', '12 days late']
  ])('ANS-12 on %s, due on %s: %s', (day, due, words) => {
    for (const time of ['00:00', '23:59']) {
      expect(ageInWords(daysLeft(due, new Date(`${day}T${time}:00Z`)))).toBe(words);
    }
  });

  it('ANS-12 a day ends at midnight in London, also when clocks are an hour ahead', () => {
    expect(daysLeft('2026-07-13', new Date('2026-07-13T22:59:00Z'))).toBe(0);
    expect(daysLeft('2026-07-13', new Date('2026-07-13T23:00:00Z'))).toBe(-1);
  });
});

describe('who owes it', () => {
  const creator = member('helen');
  const helen = answerer('helen', 'icb', ['lead']);
  const priya = answerer('priya', 'council', ['lead', 'editor']);
  const martin = answerer('martin', 'trust', ['editor']);
  const owner = (accountable: string[], answerers = [martin, helen, priya]) =>
    answerOwner({ accountable: accountable.map(organisation), creator }, answerers);

  it('ANS-10 the lead of the organisation that is accountable for the clause', () => {
    expect(owner(['council'])).toBe('priya');
    expect(owner(['trust', 'council'])).toBe('priya');
  });

  it('ANS-10 where it has no lead, or none is accountable, whoever started the specification', () => {
    expect(owner(['trust'])).toBe('helen');
    expect(owner([])).toBe('helen');
  });

  it('ANS-10 where that person may not answer any more, a lead, else anybody who may, else nobody', () => {
    expect(owner([], [martin, priya])).toBe('priya');
    expect(owner([], [martin])).toBe('martin');
    expect(owner([], [])).toBeNull();
  });
});
