import { randomBytes } from 'node:crypto';
import { runOnServer } from '#tests/builders/postgres-statement';
import { serverNode } from './peer-packages';
import { prepareConcordat, type Prepared } from './prepared-concordat';

interface Template extends Prepared {
  readonly database: string;
}

/** A database of one start's own, with people signed in and documents in it. */
export interface PreparedDatabase {
  readonly prepared: Prepared;
  readonly url: string;
  drop(): Promise<void>;
}

let template: Promise<Template> | undefined;
const databases = new Set<string>();

export function postgresMissing(): string | undefined {
  return process.env.TEST_DATABASE_URL ? undefined : 'TEST_DATABASE_URL is not set';
}

export async function newDatabase(): Promise<PreparedDatabase> {
  const prepared = await (template ??= prepare());
  const database = newName();
  await run(`create database ${database} template ${prepared.database}`);
  return { prepared, url: urlOf(database), drop: () => drop(database) };
}

/** However a run ended: nothing of it stays behind. Servers must be gone before. */
export async function dropAllDatabases(): Promise<void> {
  for (const database of databases) await drop(database);
}

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

/** With force: after a kill the database may not have noticed yet that its client is gone. */
async function drop(database: string): Promise<void> {
  await run(`drop database if exists ${database} with (force)`);
  databases.delete(database);
}

function run(statement: string): Promise<void> {
  return runOnServer(process.env.TEST_DATABASE_URL!, statement);
}
