import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The migrations make the tables that the schema describes: generating once more would add nothing. */
const folder = mkdtempSync(join(tmpdir(), 'concordat-migrations-'));
cpSync('drizzle', folder, { recursive: true });
const before = readdirSync(folder).length;
const args = ['generate', '--dialect', 'postgresql', '--schema', './server/db/schema/*.ts', '--out', folder];
const { status, stdout, stderr } = spawnSync('node_modules/.bin/drizzle-kit', args, { encoding: 'utf8' });
const added = readdirSync(folder).length - before;
rmSync(folder, { recursive: true, force: true });
if (status !== 0 || added > 0) {
  console.error(`${stdout}${stderr}\nThe schema and drizzle/ differ. Run: npm run db:generate`);
  process.exitCode = 1;
}
