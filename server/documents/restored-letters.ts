import type { XmlText } from 'yjs';
import { wholeLine, type Line, type SameLetters } from './text-lines';

/** How far the lines around are compared when one stands in a version several times. */
const AROUND = 50;
/** How many of the places at which a version has one line are looked at. */
const MOST_PLACES = 200;

/**
 * Which letters of a version an edit that brought it back put into these texts. A text that was brought back reads as it did in the
 * version; of one that reads otherwise nothing is said.
 */
export function restoredLetters(
  texts: readonly XmlText[],
  touched: ReadonlySet<XmlText>,
  version: readonly Line[]
): SameLetters[] {
  const places = new Map<string, number[]>();
  for (const [at, { text }] of version.entries()) {
    const same = places.get(text);
    if (!same) places.set(text, [at]);
    else if (same.length < MOST_PLACES) same.push(at);
  }
  const lines = texts.map(wholeLine);
  return lines.flatMap((to, at) => {
    if (!touched.has(texts[at]!) || to.text === '') return [];
    const same = places.get(to.text) ?? [];
    const place = same.length > 1 ? likest(lines, at, version, same) : same[0];
    if (place === undefined) return [];
    return [{ to, toAt: 0, from: version[place]!, fromAt: 0, length: to.text.length }];
  });
}

/** The place with the most lines around it that are those around this line. */
function likest(
  lines: readonly Line[],
  at: number,
  version: readonly Line[],
  places: readonly number[]
): number | undefined {
  const alike = (place: number, step: 1 | -1) => {
    let count = 0;
    const isSame = () => {
      const [mine, theirs] = [lines[at + step * (count + 1)], version[place + step * (count + 1)]];
      return mine !== undefined && mine.text === theirs?.text;
    };
    while (count < AROUND && isSame()) count += 1;
    return count;
  };
  const scores = places.map((place) => ({ place, score: alike(place, 1) + alike(place, -1) }));
  return scores.reduce<(typeof scores)[number] | undefined>(
    (best, each) => (best && best.score >= each.score ? best : each),
    undefined
  )?.place;
}
