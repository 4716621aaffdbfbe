import { readFileSync, rmSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgres } from '#server/db/postgres';
import { startProduct, type Product } from '#tests/builders/product';
import { OwnPostgres, postgresPrograms } from '#tests/cluster/own-postgres';
import { typing, wordsInDocument } from './numbered-words';
import { typeOne, type Typist } from './pace';
import { PlainClient } from './plain-client';
import { prepareData, type PreparedData } from './prepared-data';
import { StayingClient } from './staying-client';
import { documentFromRows } from './stored-log';

let server: OwnPostgres | undefined;
let prepared: PreparedData;
let product: Product;

beforeAll(async () => {
  if (!postgresPrograms) return;
  server = await OwnPostgres.start();
  // Rights that cannot be asked for close sockets too (SYN-27): not within this test.
  const environment = { DATABASE_URL: server.url, SYNC_LEASE: '3600000' };
  prepared = await prepareData(environment);
  product = await startProduct({ dataDir: prepared.folder, environment });
}, 300_000);

afterAll(async () => {
  await product?.remove();
  if (prepared) rmSync(prepared.folder, { recursive: true, force: true });
  await server?.remove();
});

const placeOf = (person: number) => ({
  url: product.url,
  room: prepared.rooms[0]!,
  cookie: prepared.cookies[person]!
});

/** The process that all others of the server come from. */
async function postmaster(): Promise<number> {
  const client = new pg.Client(server!.url);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const status = readFileSync(`/proc/${rows[0]!.pid}/status`, 'utf8');
  await client.end();
  return Number(/^PPid:\s+(\d+)/m.exec(status)![1]);
}

/** Its children take a moment to see that it is gone, and until then nobody may take its place. */
async function startAgain(): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    const started = await server!.start().then(
      () => true,
      () => false
    );
    if (started) return;
  }
  throw new Error('PostgreSQL did not start again.');
}

const GONE: Readonly<Record<string, () => Promise<void>>> = {
  'stopped in the middle': () => server!.stop('immediate'),
  'killed with -9': async () => void process.kill(await postmaster(), 'SIGKILL')
};

async function typist(run: number): Promise<Typist> {
  const client = await PlainClient.open(placeOf(0));
  return { client, edits: typing(await client.askClientId(), run, 0) };
}

async function typeUntilRefused(writer: Typist): Promise<void> {
  // A killed server's last backends may still take an edit or two: those are stored like any other.
  while (writer.client.refusals.length === 0) {
    typeOne(writer);
    await writer.client.allSaved();
  }
}

const WAYS = Object.keys(GONE).map((how, run) => [how, run + 1] as const);

it.skipIf(!postgresPrograms).each(WAYS)(
  'SYN-166 PostgreSQL is %s: nothing is acknowledged meanwhile, and everything follows by itself',
  { timeout: 300_000 },
  async (how, run) => {
    const [writer, reader] = [await typist(run), await PlainClient.open(placeOf(1))];
    await reader.reads();
    const staying = new StayingClient(placeOf(2));
    const typed = `w${run}-9-0;`;
    typeOne(writer);
    await reader.until(() => reader.seen.has(`w${run}-0-0;`));

    await GONE[how]!();
    await typeUntilRefused(writer);
    expect(writer.client.refusals[0]).toBe('not-stored');
    const before = new Set(reader.seen);
    staying.type(typed);
    typeOne(writer);
    await writer.client.allSaved();
    expect(reader.seen).toEqual(before);

    await startAgain();
    await reader.until(() => reader.seen.has(typed));
    const newcomer = await PlainClient.open(placeOf(3));
    await staying.agreesWith(() => newcomer.wholeDocument());
    staying.close();
    await Promise.all([writer.client, reader, newcomer].map((client) => client.close()));
    const stored = await inTables();
    const promised = [...reader.seen, ...writer.client.acknowledged];
    expect(promised.filter((word) => !stored.has(word))).toEqual([]);
  }
);

async function inTables(): Promise<ReadonlySet<string>> {
  const database = await openPostgres(server!.url);
  const doc = await documentFromRows(database, prepared.rooms[0]!);
  await database.close();
  return wordsInDocument(doc);
}
