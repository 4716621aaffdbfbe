const DAY = 86_400_000;
const SUNDAY = 0;
const MONDAY = 1;
const SATURDAY = 6;
const [JANUARY, MAY, AUGUST, DECEMBER] = [0, 4, 7, 11];

/**
 * The bank holidays of England in a year, "2026-12-28", in their order, as the Banking and Financial Dealings Act 1971 and the
 * yearly proclamations have them. A day that was proclaimed or moved once only, as for a coronation, is not among them.
 */
export function bankHolidays(year: number): string[] {
  const easter = easterSunday(year);
  const days = [
    newYear(year),
    easter - 2 * DAY,
    easter + DAY,
    mondayFrom(Date.UTC(year, MAY, 1)),
    mondayFrom(Date.UTC(year, MAY, 25)),
    mondayFrom(Date.UTC(year, AUGUST, 25)),
    offTheWeekend(Date.UTC(year, DECEMBER, 25)),
    offTheWeekend(Date.UTC(year, DECEMBER, 26))
  ];
  return days.map(dayOf).sort();
}

/** Of a day given as its midnight in UTC: no Saturday, no Sunday and no bank holiday. */
export function isWorkingDay(day: number): boolean {
  return !isWeekend(day) && !bankHolidays(new Date(day).getUTCFullYear()).includes(dayOf(day));
}

/** On a Saturday or Sunday the Monday after it instead. */
function newYear(year: number): number {
  const first = Date.UTC(year, JANUARY, 1);
  return isWeekend(first) ? mondayFrom(first) : first;
}

/**
 * Of Christmas and Boxing Day one that falls on a Saturday or Sunday is given two days later: on the Monday or Tuesday that the
 * other one leaves free.
 */
function offTheWeekend(day: number): number {
  return isWeekend(day) ? day + 2 * DAY : day;
}

/** The first Monday from this day on, the day itself included. */
function mondayFrom(day: number): number {
  return day + ((MONDAY - weekdayOf(day) + 7) % 7) * DAY;
}

function isWeekend(day: number): boolean {
  return weekdayOf(day) === SATURDAY || weekdayOf(day) === SUNDAY;
}

/** As for all here, of a day given as its midnight in UTC. */
function weekdayOf(day: number): number {
  return new Date(day).getUTCDay();
}

function dayOf(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}

/**
 * By the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8): the Sunday after the first full moon of spring, both as
 * the church reckons them.
 */
function easterSunday(year: number): number {
  const inMoonCycle = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * inMoonCycle + century - Math.floor(century / 4) - moonShift + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - moon - (inCentury % 4)) % 7;
  const late = Math.floor((inMoonCycle + 11 * moon + 22 * toSunday) / 451);
  const since = moon + toSunday - 7 * late + 114;
  return Date.UTC(year, Math.floor(since / 31) - 1, (since % 31) + 1);
}
