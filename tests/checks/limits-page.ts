import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIVE_LIMITS, SYNC_LIMITS } from '#protocol/limits';
import { LIVE_MEANINGS, SYNC_MEANINGS, type LimitMeaning } from '#server/limit-meanings';
import { variableOf } from '#server/limits-config';

/** docs/limits.md, for who runs Concordat or tests it from outside. With --write it is made anew, without it is compared. */
const FILE = 'docs/limits.md';
const UNITS = { bytes: 'bytes', ms: 'milliseconds', count: '' } as const;

function table(
  prefix: 'SYNC' | 'LIVE',
  limits: Record<string, number>,
  meanings: Record<string, LimitMeaning>
): string[] {
  const rows = Object.entries(meanings).map(([limit, { unit, what, atLimit, rule }]) => {
    const value = limits[limit]!.toLocaleString('en-GB');
    return `| \`${variableOf(prefix, limit)}\` | ${what} | ${value} | ${UNITS[unit]} | ${atLimit} | ${rule} |`;
  });
  return [
    '| Setting | What is limited | Default | Unit | At the limit | Rule |',
    '|---|---|--:|---|---|---|',
    ...rows
  ];
}

function page(): string {
  return [
    '# Limits of the sockets',
    '',
    'Generated from `src/lib/protocol/limits.ts` and `server/limit-meanings.ts` by `npm run limits`; `npm run check`',
    'fails when it is stale. Every limit is an environment variable, read once at the start: a whole number from 1 to',
    '2,147,483,647. A wrong value, or a name beginning with `SYNC_` or `LIVE_` that is not in this list, stops the start',
    'with one sentence. The last column is the rule in `docs/spec` whose tests show what happens.',
    '',
    'A load test from one machine and one account raises `SYNC_SOCKETS_PER_SESSION`, `SYNC_SOCKETS_PER_PERSON`,',
    '`SYNC_SOCKETS_PER_ADDRESS` and `SYNC_UPGRADES_UNDER_WAY` (and the same four of `LIVE_`).',
    '',
    '## Writing together: `/sync`',
    '',
    ...table('SYNC', SYNC_LIMITS, SYNC_MEANINGS),
    '',
    '## Open pages: `/live`',
    '',
    ...table('LIVE', LIVE_LIMITS, LIVE_MEANINGS),
    ''
  ].join('\n');
}

/** The rules of docs/spec; that each has a test is seen to by rule-coverage.ts. */
function rules(): Set<string> {
  const pages = readdirSync('docs/spec').map((file) => readFileSync(join('docs/spec', file), 'utf8'));
  return new Set(
    pages.flatMap((text) => [...text.matchAll(/^- \*\*([A-Z]{2,4}-\d+)\*\*/gm)].map(([, rule]) => rule!))
  );
}

const known = rules();
const unruled = Object.entries({ ...SYNC_MEANINGS, ...LIVE_MEANINGS }).filter(
  ([, { rule }]) => !known.has(rule)
);
for (const [limit, { rule }] of unruled)
  console.error(`${limit} names ${rule}, which is no rule of docs/spec`);
if (unruled.length > 0) process.exitCode = 1;

if (process.argv.includes('--write')) writeFileSync(FILE, page());
else if (readFileSync(FILE, 'utf8') !== page()) {
  console.error(`${FILE} is stale. Run: npm run limits`);
  process.exitCode = 1;
}
