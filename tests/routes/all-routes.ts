import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

const ROUTES = 'src/routes';

/**
 * Every address the product answers, read from its source: "GET /people", "POST /sign-in",
 * "POST /specifications/[id]?/comment", "UPGRADE /live".
 */
export function allRoutes(): string[] {
  const files = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' });
  const found = files.flatMap((file) => routesOf(file.replaceAll('\\', '/')));
  return [...new Set([...found, ...upgrades()])].sort();
}

function routesOf(file: string): string[] {
  const folder = dirname(file);
  const path = folder === '.' ? '/' : `/${folder}`;
  if (/(^|\/)\+page\.svelte$/.test(file)) return [`GET ${path}`];
  if (/(^|\/)\+page\.server\.ts$/.test(file)) return [`GET ${path}`, ...actionsOf(sourceOf(file), path)];
  if (/(^|\/)\+server\.ts$/.test(file)) return methodsOf(sourceOf(file)).map((method) => `${method} ${path}`);
  return [];
}

function sourceOf(file: string): string {
  return readFileSync(`${ROUTES}/${file}`, 'utf8');
}

function methodsOf(source: string): string[] {
  return [...source.matchAll(/^export (?:const|(?:async )?function) ([A-Z]+|fallback)\b/gm)].map(
    ([, name]) => name!
  );
}

/** The names at the first level of `export const actions = { … }`, which ends at the first line that says `};`. */
function actionsOf(source: string, path: string): string[] {
  if (!/\bactions\b/.test(source)) return [];
  const [, body = ''] = /^export const actions\b[^{]*\{\n([^]*?)^\};?$/m.exec(source) ?? [];
  const names = [...body.matchAll(/^ {2}(?:async )?(\w+)\s*[:(]/gm)].map(([, name]) => name!);
  if (names.length === 0) throw new Error(`The actions of ${path} could not be read.`);
  return names.map((name) => (name === 'default' ? `POST ${path}` : `POST ${path}?/${name}`));
}

/** The sockets, as `routeUpgrade` tells them apart. */
function upgrades(): string[] {
  const source = readFileSync('server/serve.ts', 'utf8');
  const whole = [...source.matchAll(/path === '(\/[^']+)'/g)].map(([, path]) => `UPGRADE ${path}`);
  const rooms = [...source.matchAll(/path\.startsWith\('(\/[^']+)'\)/g)].map(
    ([, path]) => `UPGRADE ${path}[room]`
  );
  return [...whole, ...rooms];
}
