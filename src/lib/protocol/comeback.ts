/** Longest first wait, in milliseconds; each try that fails doubles it. */
const FIRST = 1000;
/** Shortest wait, in milliseconds. */
const LEAST = 100;

/**
 * How long to wait, in milliseconds, before the next try when so many (1, 2, …) have ended. Drawn by lot over the whole
 * time (`random` from 0 up to 1): when a server stops, hundreds lose it in one moment, and must not come back in one.
 */
export function comebackPause(tries: number, random: number, longest: number): number {
  const most = Math.min(longest, FIRST * 2 ** Math.max(0, tries - 1));
  return LEAST + random * (most - LEAST);
}
