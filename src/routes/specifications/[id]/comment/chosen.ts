import { historyAsked } from '../history/asked';

/** The fields of the command for what was chosen: a query, as `queryOf` makes it, or a clause alone. */
export function placeIn(words: string): Record<string, string> {
  const { clause, from, to, quote } = historyAsked(new URLSearchParams(words));
  if (quote !== null) return { from: from ?? '', to: to ?? '', quote };
  return clause === null ? {} : { clause };
}
