import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync
} from 'node:fs';
import { join } from 'node:path';

/**
 * `npm run build`: the pages, the server around them and an empty database cluster, into `build/`.
 * Does nothing when nothing changed since the last build, so that starting again takes a moment. The cluster takes
 * seconds to make, so it is made beside the pages, once for each version of the embedded database.
 */
const SOURCES = ['src', 'server', 'static', 'drizzle'];
const SETTINGS = [
  'package.json',
  'package-lock.json',
  'svelte.config.js',
  'vite.config.ts',
  'vite.server.config.ts'
];
/** Written last: a build that was interrupted is not taken for a whole one. */
const FINISHED = 'build/main.js';

function newestSource(): number {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file))
  );
  return Math.max(...[...files, ...SETTINGS].map((file) => statSync(file).mtimeMs));
}

function isUpToDate(): boolean {
  const made = existsSync(FINISHED) && existsSync('build/handler.js') && existsSync('build/empty-cluster');
  return made && statSync(FINISHED).mtimeMs > newestSource();
}

function run(...args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${args.join(' ')} failed:\n${said}`))
    );
  });
}

function vite(...args: string[]): Promise<void> {
  return run('node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn', ...args);
}

/** The folder of an empty cluster, made when it is not there yet. */
async function emptyCluster(): Promise<string> {
  const pglite = readFileSync('node_modules/@electric-sql/pglite/package.json', 'utf8');
  const { version } = JSON.parse(pglite) as { version: string };
  const folder = join('node_modules/.cache/concordat', `empty-cluster-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync('node_modules/.cache/concordat', { recursive: true });
  rmSync(`${folder}.making`, { recursive: true, force: true });
  await run('--import', 'tsx', 'server/db/create-cluster.ts', `${folder}.making`);
  renameSync(`${folder}.making`, folder);
  return folder;
}

if (isUpToDate()) {
  console.log('The build is up to date.');
} else {
  console.log('Building …');
  const [cluster] = await Promise.all([emptyCluster(), vite()]);
  cpSync(cluster, 'build/empty-cluster', { recursive: true });
  await vite('--config', 'vite.server.config.ts');
}
