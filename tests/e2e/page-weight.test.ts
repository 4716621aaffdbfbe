import { describe, expect, it } from 'vitest';
import { pageWeights } from './page-weight';

const KB = 1024;
const MOST = 60 * KB;

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
      .filter(({ bytes }) => bytes > MOST)
      .map(({ route, bytes, files }) => {
        const heaviest = files.slice(0, 6).map((file) => `${file.name}: ${file.bytes}`);
        return `${route}: ${bytes} bytes, of which ${heaviest.join(', ')}`;
      });
    expect(tooHeavy).toEqual([]);
  });
});
