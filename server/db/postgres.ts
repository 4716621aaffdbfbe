import { setTimeout as after } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import type { Database, OpenDatabase } from './database';
import { DatabaseLog } from './document-log/database-log';
import { KeepingClient } from './kept-statements';
import { bringUpToDate, migrationsFolder } from './migrations';

/** Any number all our nodes agree on; names "starting" among the advisory locks of one database. */
const START_LOCK = 6_726_003;

/** Connections that one node opens at most. */
const CONNECTIONS = 10;
/** How long anybody waits for a connection, be it that all are taken or that the server does not answer. Milliseconds. */
const PATIENCE = 30_000;
/** What questions that still run may take when the node ends. Milliseconds. */
const FAREWELL = 5_000;

export async function openPostgres(url: string, migrations = migrationsFolder()): Promise<OpenDatabase> {
  // Several nodes may start at once: the first migrates, the others wait and find nothing left to do.
  await whileOthersWait(url, (client) => {
    const migrator = drizzle(client);
    return bringUpToDate(migrator as unknown as Database, (config) => migrate(migrator, config), migrations);
  });
  const pool = new pg.Pool({
    Client: KeepingClient,
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: PATIENCE,
    keepAlive: true
  });
  // Whoever asks is told that the connection is gone. That nobody asks just then must not end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  const db = drizzle(pool) as unknown as Database;
  return {
    db,
    documents: new DatabaseLog(db, () => new Date()),
    description: 'PostgreSQL',
    close: () => Promise.race([pool.end(), after(FAREWELL, undefined, { ref: false })])
  };
}

/** Runs it while no other node runs anything this way. */
export async function whileOthersWait<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(${START_LOCK})`);
    // The lock goes with the connection.
    return await work(client);
  } finally {
    await client.end();
  }
}
