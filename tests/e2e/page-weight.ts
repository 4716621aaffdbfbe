import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What Vite says of one file of the build (`manifest.json`), as far as it is needed here. */
interface BuiltFile {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}

/** The JavaScript that the browser loads before a page of this route works. */
export interface PageWeight {
  /** "/specifications/[id]" */
  readonly route: string;
  /** Bytes, gzip, each file by itself as it is sent. */
  readonly bytes: number;
  /** Heaviest first. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

const BUILT = '.svelte-kit/output/client';
const GENERATED = '.svelte-kit/generated/client-optimized';
const START = 'node_modules/@sveltejs/kit/src/runtime/client/entry.js';

/** Of every page, from the manifest of the last build; what a page imports on demand is not counted. */
export function pageWeights(): PageWeight[] {
  const manifest = JSON.parse(readFileSync(join(BUILT, '.vite/manifest.json'), 'utf8')) as Manifest;
  const app = readFileSync(join(GENERATED, 'app.js'), 'utf8');
  return [...app.matchAll(/"(\/[^"]*)": \[~?(\d+)(?:,\[([\d,]*)\])?/g)].map(
    ([, route = '', page, layouts]) => {
      const nodes = ['0', ...(layouts ?? '').split(',').filter(Boolean), page];
      const first = nodes.map((node) => `${GENERATED}/nodes/${node}.js`);
      return weightOf(route, [START, `${GENERATED}/app.js`, ...first], manifest);
    }
  );
}

type Manifest = Readonly<Record<string, BuiltFile>>;

function weightOf(route: string, first: readonly string[], manifest: Manifest): PageWeight {
  const loaded = new Set<string>();
  const load = (key: string): void => {
    const built = manifest[key];
    if (!built) throw new Error(`The manifest of the build has no ${key}.`);
    if (loaded.has(key)) return;
    loaded.add(key);
    built.imports?.forEach(load);
  };
  first.forEach(load);
  const files = [...loaded].map((key) => {
    const { file } = manifest[key]!;
    return { name: file, bytes: gzipSync(readFileSync(join(BUILT, file))).length };
  });
  files.sort((a, b) => b.bytes - a.bytes);
  return { route, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), files };
}
