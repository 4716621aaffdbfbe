import { join, resolve } from 'node:path';
import { readConfig, type Config } from '../config';
import { NotPutBack, putBack } from '../db/backup/put-back';
import { lookWhole, type Whole } from '../db/backup/whole-database';
import type { OpenDatabase } from '../db/database';
import { CannotOpen } from '../db/cannot-open';

/** `npm run restore -- FILE`: makes the data folder from a backup, where there is none. */
async function restore(config: Config, named: string | undefined): Promise<string> {
  if (config.databaseUrl)
    throw new NotPutBack('DATABASE_URL is set. A backup of the embedded database is restored without it.');
  if (!named) throw new NotPutBack('Say which file to restore: npm run restore -- FILE');
  const file = resolve(process.env.INIT_CWD ?? '.', named);
  const folder = join(config.dataDir, 'database');
  const { people, documents, edits, entries } = await putBack(file, folder, whole);
  return [
    `Restored into ${folder}: ${people} people, ${documents} documents with ${edits} edits, ${entries} entries in the register.`,
    'Every register verifies and no edit is missing. It can be started now.'
  ].join('\n');
}

async function whole({ db }: OpenDatabase): Promise<Whole> {
  const found = await lookWhole(db);
  if ('wrong' in found)
    throw new NotPutBack(`The backup is not whole, so nothing was restored. ${found.wrong}`);
  return found;
}

const config = readConfig(process.env, { demo: false });
try {
  if ('wrong' in config) throw new NotPutBack(config.wrong);
  console.log(await restore(config, process.argv[2]));
} catch (error) {
  if (!(error instanceof NotPutBack) && !(error instanceof CannotOpen)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
