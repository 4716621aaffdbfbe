import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Config } from '../config';
import { rowsOf, type Database } from '../db/database';
import { sha256Hex } from '../sha256';
import { NoBus, type Bus, type NodeId } from './bus';
import { RedisBus } from './redis-bus';

/** The bus the configuration names. Redis need not be there yet: this does not wait for it. */
export async function openBus(
  { redisUrl, databaseUrl }: Pick<Config, 'redisUrl' | 'databaseUrl'>,
  db: Database,
  log: Logger
): Promise<Bus> {
  const node = randomUUID() as string as NodeId;
  if (!redisUrl || !databaseUrl) return new NoBus(node);
  const name = await databaseName(db);
  return new RedisBus({ url: redisUrl, node, log, channel: channelOf(name), key: keyOf(name, databaseUrl) });
}

/**
 * Which database this is, however each node writes its address: two nodes are of one deployment when they work on
 * the same one.
 */
async function databaseName(db: Database): Promise<string> {
  const result: unknown = await db.execute(
    sql`select system_identifier || '/' || current_database() as name from pg_control_system()`
  );
  return rowsOf<{ name: string }>(result)[0]!.name;
}

function channelOf(databaseName: string): string {
  return `concordat:${sha256Hex(databaseName).slice(0, 32)}`;
}

/** From the database's password, which every node has: whoever has it can write into the log anyway. */
function keyOf(databaseName: string, databaseUrl: string): Uint8Array {
  const password = URL.canParse(databaseUrl) ? new URL(databaseUrl).password : '';
  return createHash('sha256').update(`concordat bus 1\n${databaseName}\n${password}`).digest();
}
