import { londonMoment, wallClock } from './london-time';
import { isRefusal } from './refusal';

/** How often the notices of an inbox come together in one e-mail. */
export const DIGESTS = ['daily', 'weekly', 'none'] as const;
export type Digest = (typeof DIGESTS)[number];

export function isDigest(value: unknown): value is Digest {
  return DIGESTS.some((digest) => digest === value);
}

/** What somebody wants by e-mail. */
export interface MailChoice {
  readonly digest: Digest;
  /** At once: an answer to what they said. */
  readonly answersAtOnce: boolean;
  /** At once: a ballot that closes today without their vote. */
  readonly votesAtOnce: boolean;
}

/** Of everybody who has an e-mail address and has chosen nothing. */
export const FIRST_CHOICE: MailChoice = { digest: 'daily', answersAtOnce: true, votesAtOnce: true };

/** On a clock in the United Kingdom. */
const DIGEST_TIME = '7:00';
const MONDAY = 1;

/** The newest moment, now or before, at which such a digest is made: at seven each day, or on Mondays. */
export function digestMoment(digest: Exclude<Digest, 'none'>, now: Date): Date {
  let day = wallClock(now).slice(0, 10);
  if (atOn(DIGEST_TIME, day) > now) day = dayBefore(day);
  if (digest === 'weekly') while (weekdayOf(day) !== MONDAY) day = dayBefore(day);
  return atOn(DIGEST_TIME, day);
}

/** A ballot that closes before this needs its last call the evening before. */
const EARLY = '9:00';
const EVENING_BEFORE = '17:00';

/** From when on a ballot that closes then is one that needs a vote today. One that closes at midnight closes the day before. */
export function lastCall(closesAt: Date): Date {
  const day = wallClock(new Date(closesAt.getTime() - 60_000)).slice(0, 10);
  return closesAt < atOn(EARLY, day) ? atOn(EVENING_BEFORE, dayBefore(day)) : atOn(DIGEST_TIME, day);
}

function atOn(time: string, day: string): Date {
  const moment = londonMoment(day, time);
  if (isRefusal(moment)) throw new Error('A day without such a time.');
  return moment;
}

/** "2026-12-04" → "2026-12-03". */
function dayBefore(day: string): string {
  const midday = new Date(`${day}T12:00:00Z`);
  midday.setUTCDate(midday.getUTCDate() - 1);
  return midday.toISOString().slice(0, 10);
}

function weekdayOf(day: string): number {
  return new Date(`${day}T12:00:00Z`).getUTCDay();
}
