import {
  createWriteStream,
  existsSync,
  openSync,
  closeSync,
  fsyncSync,
  renameSync,
  rmSync,
  statSync
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { readConfig, type Config } from '../config';
import { NoBackup, takeBackup, type Backup } from '../db/backup/take-backup';
import { CannotOpen } from '../db/cannot-open';

/** `npm run backup -- FILE`: the embedded database in one file, while the product runs or when it has stopped. */
async function backup(config: Config, named: string | undefined): Promise<string> {
  if (config.databaseUrl) throw new NoBackup(POSTGRES);
  if (!named) throw new NoBackup('Say which file to make: npm run backup -- FILE');
  // npm runs this in the project's folder; people name files from where they are.
  const file = resolve(process.env.INIT_CWD ?? '.', named);
  if (existsSync(file)) throw new NoBackup(`${file} is there already. Name a file that is not.`);
  const folder = join(config.dataDir, 'database');
  const taken = await takeBackup(folder);
  await writeWhole(taken, file).finally(() => taken.done());
  const size = (statSync(file).size / 1e6).toFixed(1);
  return `${file} holds all of ${folder} (${taken.from}), ${size} MB. Keep it where only you can read it.`;
}

const POSTGRES =
  'DATABASE_URL is set, so the data is in PostgreSQL: back it up with pg_dump (README, "Backup").';

/** Under another name until it is whole and on the disk. */
async function writeWhole({ archive, length }: Backup, file: string): Promise<void> {
  const part = `${file}.part`;
  try {
    rmSync(part, { force: true });
    await pipeline(
      archive,
      complete(length),
      createGzip(),
      createWriteStream(part, { flags: 'wx', mode: 0o600 })
    );
    sync(part);
    renameSync(part, file);
    sync(dirname(file));
  } finally {
    rmSync(part, { force: true });
  }
}

/** Lets everything by, and fails when the product ended in the middle. */
function complete(length: number) {
  return async function* (archive: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let come = 0;
    for await (const piece of archive) {
      come += piece.length;
      yield piece;
    }
    if (come !== length)
      throw new NoBackup('The product ended before the backup was whole, so there is none.');
  };
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

const config = readConfig(process.env, { demo: false });
try {
  if ('wrong' in config) throw new NoBackup(config.wrong);
  console.log(await backup(config, process.argv[2]));
} catch (error) {
  if (!(error instanceof NoBackup) && !(error instanceof CannotOpen)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
