import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import type { Database, OpenDatabase } from './database';
import { DatabaseLog } from './document-log/database-log';
import { bringUpToDate, migrationsFolder } from './migrations';

/** Any number all our nodes agree on; names "starting" among the advisory locks of one database. */
const START_LOCK = 6_726_003;

export async function openPostgres(url: string, migrations = migrationsFolder()): Promise<OpenDatabase> {
  // Several nodes may start at once: the first migrates, the others wait and find nothing left to do.
  await whileOthersWait(url, (client) => {
    const migrator = drizzle(client);
    return bringUpToDate(migrator as unknown as Database, (config) => migrate(migrator, config), migrations);
  });
  const client = postgres(url, { onnotice: () => {}, max: 10 });
  const db = drizzle(client) as unknown as Database;
  return {
    db,
    documents: new DatabaseLog(db, () => new Date()),
    description: 'PostgreSQL',
    close: () => client.end({ timeout: 5 })
  };
}

/** Runs it while no other node runs anything this way. */
export async function whileOthersWait<T>(
  url: string,
  work: (client: postgres.Sql) => Promise<T>
): Promise<T> {
  const client = postgres(url, { onnotice: () => {}, max: 1 });
  try {
    await client`select pg_advisory_lock(${START_LOCK})`;
    const done = await work(client);
    await client`select pg_advisory_unlock(${START_LOCK})`;
    return done;
  } finally {
    await client.end({ timeout: 5 });
  }
}
