import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Finds a script that runs in its own process or thread. Built, it lies in `build/` as `NAME.js`; in development
 * and tests it is the TypeScript source, run through tsx. `source` is its path from the project's folder.
 */
export function scriptBeside(name: string, source: string): { script: string; execArgv: string[] } {
  const built = inBuild(`${name}.js`);
  if (built) return { script: built, execArgv: [] };
  return { script: join(process.cwd(), source), execArgv: ['--import', 'tsx'] };
}

/**
 * A file or folder that the build made; undefined when we do not run from a build. This file's code runs from
 * `build/` itself or from a folder of chunks in it.
 */
export function inBuild(name: string): string | undefined {
  const here = dirname(fileURLToPath(import.meta.url));
  return [join(here, name), join(here, '..', name)].find((path) => existsSync(path));
}
