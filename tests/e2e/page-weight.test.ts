import { describe, expect, it } from 'vitest';
import { pageWeights } from './page-weight';

const KB = 1024;
const MOST = 60 * KB;

/** Pages that are heavier, and how heavy each may be at most: lower a figure when a page has lost weight. */
const HEAVIER: Readonly<Record<string, number>> = {
  // The reading page: every clause and every comment has a form that works before any script does. Each page more, like
  // the inbox, is an address more that it lists.
  '/specifications/[id]': 70 * KB,
  // Its own code is small: every page carries the list of all addresses, and what pages share.
  '/specifications/[id]/clauses/[clause]': 62 * KB,
  // On these two one writes; the editor itself comes after them.
  '/specifications/[id]/clauses/[clause]/plain': 65 * KB,
  '/specifications/[id]/edit': 72 * KB
};

/** It exists only while developing. */
const NOT_SERVED = ['/gallery'];

const pages = pageWeights().filter(({ route }) => !NOT_SERVED.includes(route));

describe('what a page weighs', () => {
  it('UI-15 there are pages, and each loads what every page stands on', () => {
    expect(pages.map(({ route }) => route)).toContain('/priorities/[id]');
    for (const { bytes, route } of pages) expect(bytes, route).toBeGreaterThan(40 * KB);
  });

  it('UI-15 no page loads more JavaScript than it may before it works', () => {
    const tooHeavy = pages
      .filter(({ route, bytes }) => bytes > (HEAVIER[route] ?? MOST))
      .map(({ route, bytes, files }) => {
        const heaviest = files.slice(0, 6).map((file) => `${file.name}: ${file.bytes}`);
        return `${route}: ${bytes} bytes, of which ${heaviest.join(', ')}`;
      });
    expect(tooHeavy).toEqual([]);
  });

  it('UI-15 a page that has become light enough is not listed as heavy any more', () => {
    const light = pages.filter(({ route, bytes }) => route in HEAVIER && bytes <= MOST);
    expect(light.map(({ route }) => route)).toEqual([]);
    expect(pages.map(({ route }) => route)).toEqual(expect.arrayContaining(Object.keys(HEAVIER)));
  });
});
