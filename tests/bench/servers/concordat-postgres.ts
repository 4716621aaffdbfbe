import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { concordatCommand } from './concordat-command';
import { concordatRoom } from './concordat-room';
import { serverNode } from './peer-packages';
import { prepareConcordat, type Prepared } from './prepared-concordat';
import { startServer } from './restartable-server';
import type { MeasuredServer } from './server';

interface Template extends Prepared {
  readonly database: string;
}

let template: Promise<Template> | undefined;
const databases = new Set<string>();

/** Ours on PostgreSQL. What the database itself uses of the processor is not in its figures. */
export const concordatPostgres: MeasuredServer = {
  name: 'ours, PostgreSQL',
  kind: 'ours',
  stores: true,
  missing: () => (process.env.TEST_DATABASE_URL ? undefined : 'TEST_DATABASE_URL is not set'),
  async start() {
    const prepared = await (template ??= prepare());
    const database = newName();
    await run(`create database ${database} template ${prepared.database}`);
    return startServer({
      command: (port) => concordatCommand(serverNode(), port, { DATABASE_URL: urlOf(database) }),
      room: (number, port) => concordatRoom(prepared, number, port),
      removeData: () => drop(database)
    });
  },
  async clearUp() {
    for (const database of databases) await drop(database);
  }
};

/** Made once; every start gets a copy. */
async function prepare(): Promise<Template> {
  const database = newName();
  await run(`create database ${database}`);
  try {
    return { ...(await prepareConcordat(serverNode(), { DATABASE_URL: urlOf(database) })), database };
  } catch (error) {
    await drop(database);
    throw error;
  }
}

function newName(): string {
  const name = `concordat_bench_${randomBytes(6).toString('hex')}`;
  databases.add(name);
  return name;
}

function urlOf(database: string): string {
  const url = new URL(process.env.TEST_DATABASE_URL!);
  url.pathname = `/${database}`;
  return url.href;
}

/** Removes a database of this run. With force: after a kill the database may not have noticed yet that its client is gone. */
async function drop(database: string): Promise<void> {
  await run(`drop database if exists ${database} with (force)`);
  databases.delete(database);
}

async function run(statement: string): Promise<void> {
  const client = postgres(process.env.TEST_DATABASE_URL!, { max: 1, onnotice: () => {} });
  try {
    await client.unsafe(statement);
  } finally {
    await client.end();
  }
}
