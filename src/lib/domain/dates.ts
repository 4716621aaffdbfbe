import { countOf } from './words';

/** Everything people read is in United Kingdom time. Machines get ISO 8601 in UTC. */
const TIME_ZONE = 'Europe/London';

// Made once: making one takes a hundred times as long as using it.
const DAY_FORMAT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: TIME_ZONE
});
const TIME_FORMAT = new Intl.DateTimeFormat('en-GB', {
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: TIME_ZONE
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "10 February 2027". A string is a calendar day, "2027-02-10", as a date column holds it. */
export function formatDate(date: Date | string): string {
  // Midday keeps a calendar day on its day in any time zone the United Kingdom has had.
  const moment = typeof date === 'string' ? new Date(`${date}T12:00:00Z`) : date;
  return DAY_FORMAT.format(moment);
}

/** "10 February 2027 at 2:22pm". */
export function formatMoment(moment: Date): string {
  return `${formatDate(moment)} at ${formatTime(moment)}`;
}

/** "2:22pm", "midday", "midnight": 12am and 12pm are misread too often. */
export function formatTime(moment: Date): string {
  const parts = TIME_FORMAT.formatToParts(moment);
  const hour = Number(parts.find(({ type }) => type === 'hour')?.value);
  const minute = parts.find(({ type }) => type === 'minute')?.value ?? '';
  if (minute === '00' && hour % 12 === 0) return hour === 0 ? 'midnight' : 'midday';
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minute}${hour < 12 ? 'am' : 'pm'}`;
}

/** "just now", "5 minutes ago", "in 3 hours", "in 2 days"; more than 30 days away, the date. Show the exact moment beside it. */
export function formatRelative(moment: Date, now: Date): string {
  const distance = moment.getTime() - now.getTime();
  const size = Math.abs(distance);
  if (size < MINUTE) return distance > 0 ? 'in less than a minute' : 'just now';
  if (size > 30 * DAY) return formatDate(moment);
  const words = spanInWords(size);
  return distance > 0 ? `in ${words}` : `${words} ago`;
}

/** Whole units, rounded down, so that what is left is never overstated. */
function spanInWords(size: number): string {
  if (size < HOUR) return countOf(Math.floor(size / MINUTE), 'minute');
  if (size < DAY) return countOf(Math.floor(size / HOUR), 'hour');
  return countOf(Math.floor(size / DAY), 'day');
}
