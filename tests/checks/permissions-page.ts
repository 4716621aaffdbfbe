import { readFileSync, writeFileSync } from 'node:fs';
import { ROLE_NAMES, ROLES } from '#domain/membership';
import { CAPABILITIES } from '#domain/policy';

/** docs/permissions.md, for someone who does not read code. With --write it is made anew, without it is compared. */
const FILE = 'docs/permissions.md';

function page(): string {
  const head = `| What | ${ROLES.map((role) => ROLE_NAMES[role]).join(' | ')} |`;
  const line = `|---|${ROLES.map(() => ':-:').join('|')}|`;
  const rows = Object.values(CAPABILITIES).map(({ does, roles }) => {
    const allowed: readonly string[] = roles;
    return `| ${does} | ${ROLES.map((role) => (allowed.includes(role) ? 'yes' : 'no')).join(' | ')} |`;
  });
  return [
    '# Who may do what',
    '',
    'Generated from `src/lib/domain/policy.ts` by `npm run permissions`; `npm run check` fails when it is stale.',
    'A member may hold several roles, and may do what any of them may. Whoever is not a member of a partnership may do nothing in it and sees',
    'nothing of it.',
    '',
    head,
    line,
    ...rows,
    ''
  ].join('\n');
}

if (process.argv.includes('--write')) writeFileSync(FILE, page());
else if (readFileSync(FILE, 'utf8') !== page()) {
  console.error(`${FILE} is stale. Run: npm run permissions`);
  process.exitCode = 1;
}
