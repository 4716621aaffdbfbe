import { refuse, type Refusal } from './refusal';

/** A ranking of more entries than this is not looked at any further. No ballot has as many options. */
export const MOST_OPTIONS = 100;

/**
 * An unknown value → every option key exactly once, first choice first, or a refusal. Option keys are compared
 * exactly. A stranger among the entries is named as such; every other fault is an incomplete ranking.
 */
export function parseRanking(value: unknown, options: readonly string[]): readonly string[] | Refusal {
  if (!Array.isArray(value) || value.length > MOST_OPTIONS)
    return refuse('incomplete-ranking', { field: 'ranking' });
  const entries: unknown[] = Array.from(value);
  if (!entries.every((entry) => typeof entry === 'string'))
    return refuse('incomplete-ranking', { field: 'ranking' });
  if (entries.some((entry) => !options.includes(entry)))
    return refuse('unknown-option', { field: 'ranking' });
  const eachOnce = entries.length === options.length && new Set(entries).size === options.length;
  return eachOnce ? entries : refuse('incomplete-ranking', { field: 'ranking' });
}
