import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { textField } from './fields';

/** A calendar day, "2026-12-08", as a date field sends it. */
export function dayField(raw: unknown, field: string, missing: string): string | Refusal {
  const day = textField(raw, field, { most: 10, missing });
  if (isRefusal(day)) return day;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && toDay(day) === day;
  const message = 'This is no day of the calendar.';
  return isDay ? day : refuse('invalid-input', { field, message });
}

/** The same day again, unless there is none: then the day it would roll over to, or nothing. */
function toDay(day: string): string | undefined {
  const moment = new Date(day);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString().slice(0, 10);
}
