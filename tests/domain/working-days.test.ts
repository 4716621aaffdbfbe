import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bankHolidays, isWorkingDay } from '#domain/working-days';

/** As the government published them for England and Wales. */
const PUBLISHED = [
  '2019-01-01 2019-04-19 2019-04-22 2019-05-06 2019-05-27 2019-08-26 2019-12-25 2019-12-26',
  '2021-01-01 2021-04-02 2021-04-05 2021-05-03 2021-05-31 2021-08-30 2021-12-27 2021-12-28',
  '2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26',
  '2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26',
  '2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28',
  '2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28',
  '2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26'
].map((year) => year.split(' '));

describe('the bank holidays of England', () => {
  it.each(PUBLISHED)('ANS-17 of the year of %s, as they were published', (...days) => {
    expect(bankHolidays(Number(days[0]!.slice(0, 4)))).toEqual(days);
  });

  it('ANS-17 of a year that begins on a Sunday and ends with Christmas on one', () => {
    const days = bankHolidays(2017);
    expect(days[0]).toBe('2017-01-02');
    expect(bankHolidays(2022).slice(-2)).toEqual(['2022-12-26', '2022-12-27']);
  });

  it('ANS-17 Easter at its earliest, its latest, and where the reckoning has its exceptions', () => {
    const easterMondays = [1818, 1943, 1954, 1981, 2049, 2076, 2285].map((year) =>
      bankHolidays(year).find((day) => day.slice(5) > '03-22' && new Date(day).getUTCDay() === 1)
    );
    expect(easterMondays).toEqual([
      '1818-03-23',
      '1943-04-26',
      '1954-04-19',
      '1981-04-20',
      '2049-04-19',
      '2076-04-20',
      '2285-03-23'
    ]);
  });

  it('ANS-17 in any year there are eight, each on a weekday, and none is a working day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1971, max: 2400 }), (year) => {
        const days = bankHolidays(year);
        expect(new Set(days).size).toBe(8);
        for (const day of days) {
          expect([1, 2, 3, 4, 5]).toContain(new Date(day).getUTCDay());
          expect(isWorkingDay(Date.parse(day))).toBe(false);
        }
      })
    );
  });

  it('ANS-17 a day that was given once only, as for the coronation of 2023, counts like any other', () => {
    expect(isWorkingDay(Date.parse('2023-05-08'))).toBe(true);
    expect(isWorkingDay(Date.parse('2023-05-07'))).toBe(false);
  });
});
