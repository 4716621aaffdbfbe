import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig, type Config } from '../config';
import { journalOf, openEmbedded } from '../db/embedded';
import { CannotOpen } from '../db/cannot-open';
import { dataKind } from './data-kind';

/** `npm run demo:reset`: removes the embedded demo database; the next `npm run demo` plants it afresh. */
async function reset(config: Config): Promise<string> {
  if (config.databaseUrl)
    throw new Refused('DATABASE_URL is set. Only the embedded demo database can be reset.');
  const folder = join(config.dataDir, 'database');
  if (!existsSync(folder)) return 'There is no demo to remove. Start one with: npm run demo';
  const { db, close } = await openEmbedded(folder);
  const kind = await dataKind(db).finally(close);
  if (kind === 'real') throw new Refused(`${folder} holds real data, not the demo. Nothing was removed.`);
  for (const gone of [folder, journalOf(folder)]) rmSync(gone, { recursive: true, force: true });
  return `Removed the demo in ${folder}. Start again with: npm run demo`;
}

class Refused extends Error {}

const config = readConfig(process.env, { demo: true });
try {
  if ('wrong' in config) throw new Refused(config.wrong);
  console.log(await reset(config));
} catch (error) {
  if (!(error instanceof Refused) && !(error instanceof CannotOpen)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
