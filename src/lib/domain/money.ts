import { refuse, type Refusal } from './refusal';

/** Whole pounds → "£1,180,000"; less than nothing with a minus sign, "−£180,600". */
export function formatPounds(pounds: number): string {
  if (!Number.isSafeInteger(pounds)) throw new TypeError(`${pounds} is not a whole number of pounds`);
  const digits = String(Math.abs(pounds)).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${pounds < 0 ? '−' : ''}£${digits}`;
}

/** Whole pence → "£767,000", "£12.50". */
export function formatPence(pence: number): string {
  const pounds = Math.floor(Math.abs(pence) / 100);
  const rest = Math.abs(pence) % 100;
  const whole = formatPounds(pence < 0 ? -pounds : pounds);
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(2, '0')}`;
}

/** No sum in joint commissioning reaches a trillion pounds; more is a slip of the finger. */
const MOST_DIGITS = 12;

/** What a person typed, "£1,180,000" or "1180000" → whole pounds. Pence, minus signs and words are refused. */
export function parsePounds(value: unknown): number | Refusal {
  const digits = typeof value === 'string' ? digitsOf(value.trim()) : undefined;
  if (digits !== undefined && digits.length <= MOST_DIGITS) return Number(digits);
  return refuse('invalid-input', { message: 'Give whole pounds, for example £1,180,000.' });
}

function digitsOf(text: string): string | undefined {
  return /^£?\s?(?:\d+|\d{1,3}(?:,\d{3})+)$/.test(text) ? text.replace(/[£,\s]/g, '') : undefined;
}

/** What a person typed, "£767,000", "767000" or "£12.50" → whole pence. */
export function parsePence(value: unknown): number | Refusal {
  const [, pounds, pence = '00'] = typeof value === 'string' ? splitPence(value.trim()) : [];
  const whole = pounds === undefined ? undefined : digitsOf(pounds);
  if (whole !== undefined && whole.length <= MOST_DIGITS) return Number(whole) * 100 + Number(pence);
  return refuse('invalid-input', { message: 'Give a sum of money, for example £767,000 or £12.50.' });
}

function splitPence(text: string): (string | undefined)[] {
  return /^([^.]*)(?:\.(\d\d))?$/.exec(text) ?? [];
}
