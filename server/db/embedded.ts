import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { inBuild, scriptBeside } from '../built-files';
import { BackupDoor, removeCopy } from './backup/backup-door';
import type { Database, OpenDatabase } from './database';
import { JournaledLog } from './document-log/journaled-log';
import { EmbeddedClient } from './embedded-client';
import { lockFolder } from './folder-lock';
import { bringUpToDate, migrationsFolder } from './migrations';

/** PGlite never checkpoints by itself; without this its write-ahead log grows without end. Milliseconds. */
const CHECKPOINT_EVERY = 5 * 60_000;

/**
 * Opens (or makes) the embedded database in `folder` and brings its tables up to date by the migrations. One process at
 * a time: a second one is refused.
 */
export async function openEmbedded(folder: string, migrations = migrationsFolder()): Promise<OpenDatabase> {
  mkdirSync(dirname(folder), { recursive: true });
  const backups = new BackupDoor(folder);
  const lock = await lockFolder(folder, (socket) => backups.asked(socket));
  try {
    await createIfMissing(folder);
    await removeCopy(folder);
    const client = await EmbeddedClient.open(folder);
    const { db, documents } = await upToDate(client, folder, migrations);
    const upkeep = keepUp(client);
    backups.open({ client, documents });
    return {
      db,
      documents,
      description: `embedded database in ${folder}`,
      close: () => {
        backups.close();
        return closeInOrder(client, documents, upkeep, lock);
      }
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function upToDate(client: EmbeddedClient, folder: string, migrations: string) {
  try {
    const drizzled = drizzle(client as unknown as PGlite);
    const db = drizzled as unknown as Database;
    await bringUpToDate(db, (config) => migrate(drizzled, config), migrations);
    return { db, documents: await JournaledLog.open(db, journalOf(folder), () => new Date()) };
  } catch (error) {
    await client.close();
    throw error;
  }
}

/** Where the text waits that is stored and not yet in the tables. Belongs to the database like its own log. */
export function journalOf(folder: string): string {
  return `${folder}.journal`;
}

/** Made beside and moved into place, so that a start that is interrupted leaves nothing half-made behind. */
async function createIfMissing(folder: string): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) return;
  const making = `${folder}.making`;
  rmSync(making, { recursive: true, force: true });
  await makeCluster(making);
  rmSync(folder, { recursive: true, force: true });
  renameSync(making, folder);
}

/** A build brings an empty cluster with it; without one it is made by a process of its own, which takes seconds. */
async function makeCluster(folder: string): Promise<void> {
  const built = inBuild('empty-cluster');
  if (built) return cpSync(built, folder, { recursive: true });
  const { script, execArgv } = scriptBeside('create-cluster', 'server/db/create-cluster.ts');
  await promisify(execFile)(process.execPath, [...execArgv, script, folder]);
}

function keepUp(client: EmbeddedClient): NodeJS.Timeout {
  // What fails, for want of space perhaps, is tried again the next time; nothing is lost meanwhile.
  const timer = setInterval(() => void tidy(client).catch(() => undefined), CHECKPOINT_EVERY);
  timer.unref();
  return timer;
}

/** Two statements, two calls: VACUUM cannot share a transaction. */
async function tidy(client: EmbeddedClient): Promise<void> {
  if (client.closed) return;
  await client.query('VACUUM (ANALYZE)');
  await client.query('CHECKPOINT');
}

async function closeInOrder(
  client: EmbeddedClient,
  documents: JournaledLog,
  upkeep: NodeJS.Timeout,
  lock: { release(): Promise<void> }
): Promise<void> {
  clearInterval(upkeep);
  await documents.close();
  await client.query('CHECKPOINT');
  await client.close();
  await lock.release();
}
