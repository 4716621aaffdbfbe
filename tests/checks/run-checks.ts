import { spawn } from 'node:child_process';

type Check = readonly [what: string, command: string, args: readonly string[]];

/** The others read what it writes. */
const FIRST: Check = ['types of pages', 'svelte-kit', ['sync']];

/** `npm run check`: everything that can be said of the source without running the product. The longest first. */
const CHECKS: readonly Check[] = [
  ['lint and boundaries', 'eslint', ['--max-warnings', '0', '.']],
  ['types', 'svelte-check', ['--threshold', 'warning', '--output', 'human']],
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['dead code', 'knip', ['--no-progress']],
  ['types of the service worker', 'tsc', ['--project', 'src/service-worker']],
  ['rules have tests', 'tsx', ['tests/checks/rule-coverage.ts']],
  ['permissions page', 'tsx', ['tests/checks/permissions-page.ts']],
  ['limits page', 'tsx', ['tests/checks/limits-page.ts']],
  ['migrations match the schema', 'tsx', ['tests/checks/migrations.ts']]
];

/** So many run beside one another. */
const LANES = 2;

let failed = 0;

async function run([what, command, args]: Check): Promise<void> {
  const started = Date.now();
  const child = spawn(`node_modules/.bin/${command}`, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (said += part));
  const status = await new Promise<number | null>((resolve) => {
    child.once('error', (fault) => {
      said += String(fault);
      resolve(null);
    });
    child.once('close', resolve);
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${what} (${seconds} s)`);
  if (status === 0) return;
  failed += 1;
  console.log(said);
}

await run(FIRST);
const waiting = [...CHECKS];
await Promise.all(
  Array.from({ length: LANES }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await run(next);
  })
);
console.log(`checks: ${CHECKS.length + 1 - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
