import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const UI = 'src/lib/ui';
const GALLERY = 'src/routes/gallery';

/** The gallery stands in the frame of every page. */
const FIRST = [
  'src/routes/+layout.svelte',
  ...readdirSync(GALLERY).map((name) => join(GALLERY, name))
].filter((path) => path.endsWith('.svelte'));

const components = readdirSync(UI, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.svelte'))
  .map((name) => join(UI, name));

/** The components that this one shows. */
function shownBy(path: string): string[] {
  const source = readFileSync(path, 'utf8');
  return [...source.matchAll(/^\s*import (?!type)\w+ from '([^']+\.svelte)';$/gm)].map(([, from = '']) =>
    from.startsWith('.') ? join(dirname(path), from) : from.replace('$lib', 'src/lib')
  );
}

function reached(paths: readonly string[]): Set<string> {
  const all = new Set<string>();
  const visit = (path: string): void => {
    if (all.has(path)) return;
    all.add(path);
    shownBy(path).forEach(visit);
  };
  paths.forEach(visit);
  return all;
}

test('UI-17 every component is shown in the gallery, by itself or in one that is', () => {
  expect(components.length).toBeGreaterThan(40);
  const shown = reached(FIRST);
  expect(components.filter((path) => !shown.has(path))).toEqual([]);
});
