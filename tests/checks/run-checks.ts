import { spawnSync } from 'node:child_process';

/** `npm run check`: everything that can be said of the source without running the product. */
const CHECKS: readonly [what: string, command: string, args: readonly string[]][] = [
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['types of pages', 'svelte-kit', ['sync']],
  ['types', 'svelte-check', ['--threshold', 'warning', '--output', 'human']],
  ['types of the service worker', 'tsc', ['--project', 'src/service-worker']],
  ['lint and boundaries', 'eslint', ['--max-warnings', '0', '.']],
  ['rules have tests', 'tsx', ['tests/checks/rule-coverage.ts']],
  ['permissions page', 'tsx', ['tests/checks/permissions-page.ts']],
  ['limits page', 'tsx', ['tests/checks/limits-page.ts']],
  ['dead code', 'knip', ['--no-progress']],
  ['migrations match the schema', 'tsx', ['tests/checks/migrations.ts']]
];

let failed = 0;
for (const [what, command, args] of CHECKS) {
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(`node_modules/.bin/${command}`, args, { encoding: 'utf8' });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${what} (${seconds} s)`);
  if (status === 0) continue;
  failed += 1;
  console.log(`${stdout ?? ''}${stderr ?? ''}`);
}
console.log(`checks: ${CHECKS.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
