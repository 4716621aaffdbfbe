import { join } from 'node:path';
import type { Config } from '../config';
import type { OpenDatabase } from './database';
import { openEmbedded } from './embedded';
import { openPostgres, whileOthersWait } from './postgres';

/** Opens the database the configuration names and brings its tables up to date. */
export function openDatabase(config: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<OpenDatabase> {
  return config.databaseUrl
    ? openPostgres(config.databaseUrl)
    : openEmbedded(join(config.dataDir, 'database'));
}

/** Runs what several nodes must not do at the same time. An embedded database has no other nodes. */
export function oneNodeAtATime<T>(
  { databaseUrl }: Pick<Config, 'databaseUrl'>,
  work: () => Promise<T>
): Promise<T> {
  return databaseUrl ? whileOthersWait(databaseUrl, work) : work();
}
