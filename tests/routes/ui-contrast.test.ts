import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { STAKEHOLDER_GROUPS } from '#domain/membership';
import { GROUP_TOKENS } from '../../src/lib/ui/group-tokens';

const palette = readFileSync(new URL('../../src/styles/_palette.scss', import.meta.url), 'utf8');
const [lightBlock, darkBlock] = palette.split('@mixin dark');
const light = propertiesOf(lightBlock ?? '');
const dark = { ...light, ...propertiesOf(darkBlock ?? '') };
const MODES = [
  ['light', light],
  ['dark', dark]
] as const;

function propertiesOf(block: string): Record<string, string> {
  const found = block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/gu);
  return Object.fromEntries([...found].map(([, name, value]) => [name, value]));
}

/** Relative luminance, WCAG 2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(first: string | undefined, second: string | undefined): number {
  if (!first || !second) throw new Error('a colour is missing from the palette');
  const [darker = 0, lighter = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

describe('group tokens', () => {
  it('UI-1 no two groups share a colour, a shape or a letter, and each letter stands in the name', () => {
    const looks = STAKEHOLDER_GROUPS.map((group) => GROUP_TOKENS[group]);
    for (const part of ['letter', 'shape', 'cssFill'] as const) {
      expect(new Set(looks.map((look) => look[part])).size).toBe(looks.length);
    }
    expect(new Set(looks.map((look) => look.light.fill)).size).toBe(looks.length);
    for (const look of looks) expect(look.name.toUpperCase()).toContain(look.letter);
  });

  it.each(STAKEHOLDER_GROUPS)(
    'UI-2 the token of %s can be told from the page and its letter read',
    (group) => {
      for (const [mode, colours] of MODES) {
        const { fill, text } = GROUP_TOKENS[group][mode];
        expect(colours[`group-${group}`], 'the style sheet says the same').toBe(fill);
        expect(colours['group-text']).toBe(text);
        expect(contrast(fill, text)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(fill, colours['colour-page'])).toBeGreaterThanOrEqual(3);
        expect(contrast(fill, colours['colour-surface'])).toBeGreaterThanOrEqual(3);
      }
    }
  );
});

const WORDS = ['text', 'secondary', 'link', 'link-visited', 'link-hover', 'error', 'success', 'code'];
const GROUNDS = ['page', 'surface', 'raised', 'input'];
const PAIRS = [
  ['on-brand', 'brand'],
  ['focus-text', 'focus'],
  ['text', 'selected'],
  ['text', 'hover'],
  ['text', 'callout'],
  ['secondary-button-text', 'secondary-button'],
  ['secondary-button-text', 'secondary-button-hover'],
  ...['green', 'blue', 'grey', 'yellow', 'red', 'purple'].map((name) => [`tag-${name}-text`, `tag-${name}`])
];

describe.each(MODES)('the %s page', (mode, colours) => {
  it(`UI-3 words can be read on everything they stand on (${mode})`, () => {
    const all = [...PAIRS, ...WORDS.flatMap((word) => GROUNDS.map((ground) => [word, ground]))];
    const tooFaint = all.filter(
      ([word, ground]) => contrast(colours[`colour-${word}`], colours[`colour-${ground}`]) < 4.5
    );
    expect(tooFaint).toEqual([]);
    for (const button of ['button', 'button-hover', 'warning-button', 'warning-button-hover']) {
      expect(contrast('#ffffff', colours[`colour-${button}`]), button).toBeGreaterThanOrEqual(4.5);
    }
  });

  it(`UI-3 the edge of a field can be seen (${mode})`, () => {
    expect(contrast(colours['colour-input-border'], colours['colour-page'])).toBeGreaterThanOrEqual(3);
    expect(contrast(colours['colour-input-border'], colours['colour-input'])).toBeGreaterThanOrEqual(3);
  });
});
