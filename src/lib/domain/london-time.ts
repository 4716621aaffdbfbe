import { isRefusal, refuse, type Refusal } from './refusal';

const WALL_CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23'
});

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{1,2})[:.](\d{2})\s?(am|pm)?$/i;
const HOUR_ONLY = /^(\d{1,2})\s?(am|pm)$/i;

/**
 * A day ("2026-12-04", as a date field sends it) and a time of day ("17:00", "5:00pm", "5pm", "midday") on a clock in
 * the United Kingdom → the moment. An hour that is skipped when clocks go forward is refused; of the hour that comes
 * twice in autumn the second is meant, so that nobody loses time they were promised.
 */
export function londonMoment(day: string, time: string): Date | Refusal {
  const [, year, month, date] = DAY.exec(day) ?? [];
  const minutes = minutesOfDay(time.trim().toLowerCase());
  if (year === undefined || minutes === undefined) return refuse('invalid-input');
  const asUtc = Date.UTC(Number(year), Number(month) - 1, Number(date), 0, minutes);
  const wanted = new Date(asUtc).toISOString().slice(0, 16);
  const found = [0, 60]
    .map((ahead) => new Date(asUtc - ahead * 60_000))
    .find((at) => wallClock(at) === wanted);
  return found && wanted.startsWith(day) ? found : refuse('invalid-input');
}

/** The end of a day ("2026-12-04"): the last minute that its clock shows, and a minute more. */
export function endOfLondonDay(day: string): Date | Refusal {
  const lastMinute = londonMoment(day, '23:59');
  return isRefusal(lastMinute) ? lastMinute : new Date(lastMinute.getTime() + 60_000);
}

/** "2026-12-04T17:00" as a clock in the United Kingdom shows it. */
export function wallClock(moment: Date): string {
  const parts = new Map(WALL_CLOCK.formatToParts(moment).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/** "17:00", "5pm" → 1020. */
function minutesOfDay(time: string): number | undefined {
  if (time === 'midday') return 12 * 60;
  const [, hours, minutes, half] = TIME.exec(time) ?? withNoMinutes(time);
  const hour = hourOfDay(Number(hours), half);
  return hour === undefined || Number(minutes) > 59 ? undefined : hour * 60 + Number(minutes);
}

function withNoMinutes(time: string): (string | undefined)[] {
  const [whole, hours, half] = HOUR_ONLY.exec(time) ?? [];
  return [whole, hours, '0', half];
}

function hourOfDay(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}
