import { MOST_OPTIONS } from './ranking';
import { refuse, type Refusal } from './refusal';
import { joinWords } from './words';

/** Every option's field on the ballot paper is called this and its key, e.g. "rank-P1"; its value is a place, "1" for first. */
export const PLACE_FIELD = 'rank-';

/** Places, as a form sends them, → option keys in order of place, or what is wrong in words. Options without a place are left out. */
export function rankingFromPlaces(fields: Readonly<Record<string, unknown>>): string[] | Refusal {
  const places = Object.entries(fields)
    .filter(([name, value]) => name.startsWith(PLACE_FIELD) && value !== '')
    .map(([name, value]) => ({ key: name.slice(PLACE_FIELD.length), place: wholePlace(value) }));
  // More than any ballot has is not compared place by place: that would take the square of their number.
  if (places.length > MOST_OPTIONS || places.some(({ place }) => place === undefined))
    return refuse('incomplete-ranking', { field: 'ranking' });
  const sorted = places.sort((left, right) => (left.place ?? 0) - (right.place ?? 0));
  const doubled = sorted.filter(({ place }) => sorted.filter((other) => other.place === place).length > 1);
  return doubled.length > 0 ? refuseSamePlace(doubled) : sorted.map(({ key }) => key);
}

/** The other way round: what the review page's hidden fields hold. */
export function placesOf(ranking: readonly string[]): { name: string; value: string }[] {
  return ranking.map((key, index) => ({ name: `${PLACE_FIELD}${key}`, value: String(index + 1) }));
}

function wholePlace(value: unknown): number | undefined {
  return typeof value === 'string' && /^[1-9]\d{0,2}$/.test(value) ? Number(value) : undefined;
}

function refuseSamePlace(doubled: readonly { key: string; place: number | undefined }[]): Refusal {
  const [first] = doubled;
  const keys = doubled.filter(({ place }) => place === first?.place).map(({ key }) => key);
  const message = `${joinWords(keys)} have the same place. Give each option a place of its own.`;
  return refuse('incomplete-ranking', { field: 'ranking', message });
}
