import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Finds a script that runs in a process of its own. Built, it lies in `build/` as `NAME.js`; in development
 * and tests it is the TypeScript source, run through tsx. `source` is its path from the project's folder.
 */
export function scriptBeside(name: string, source: string): { script: string; execArgv: string[] } {
  const built = inBuild(`${name}.js`);
  if (built) return { script: built, execArgv: [] };
  return { script: join(process.cwd(), source), execArgv: ['--import', 'tsx'] };
}

/**
 * The same for a script that runs in a thread of its own. From source, tsx has to be registered inside the thread first:
 * Node 20 does not hand the hooks of `--import` on to threads.
 */
export function threadScript(name: string, source: string): URL {
  const built = inBuild(`${name}.js`);
  if (built) return pathToFileURL(built);
  const packageFile = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'));
  const tsx = new URL('dist/esm/api/index.mjs', packageFile).href;
  const script = pathToFileURL(join(process.cwd(), source)).href;
  const start = `import { register } from '${tsx}'; register(); await import('${script}');`;
  return new URL(`data:text/javascript,${encodeURIComponent(start)}`);
}

/**
 * A file or folder that the build made; undefined when we do not run from a build. This file's code runs from
 * `build/` itself or from a folder of chunks in it.
 */
export function inBuild(name: string): string | undefined {
  const here = dirname(fileURLToPath(import.meta.url));
  return [join(here, name), join(here, '..', name)].find((path) => existsSync(path));
}
