import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import { lookWhole } from '#server/db/backup/whole-database';
import { npmRun } from '#tests/builders/npm-command';
import { startProduct, type Product } from '#tests/builders/product';
import { typing } from './numbered-words';
import { typeAtPace, typeOne, type Typist } from './pace';
import { PlainClient } from './plain-client';
import { copyOfData } from './prepared-data';
import { Promises } from './promises';
import { documentFromRows, inStoppedData } from './stored-log';

const { cookies, rooms } = inject('preparedData');
const ROOMS = 4;
const CLIENTS = 12;
const PER_SECOND = 200;
const SEEN_BEFORE = 300;
const SEEN_AFTER = 100;

let dataDir: string;
/** Where backups are put back. */
let elsewhere: string;
let file: string;
const running: Product[] = [];
beforeAll(() => {
  elsewhere = mkdtempSync(join(tmpdir(), 'concordat-restored-'));
  dataDir = copyOfData(inject('preparedData'));
  file = join(elsewhere, 'concordat.tar.gz');
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((product) => product.stop('SIGKILL')));
});
afterAll(() => {
  for (const folder of [dataDir, elsewhere]) rmSync(folder, { recursive: true, force: true });
});

async function start(folder: string): Promise<Product> {
  const product = await startProduct({ dataDir: folder });
  running.push(product);
  return product;
}

const placeOf = ({ url }: Product, number: number) => ({
  url,
  room: rooms[number % ROOMS]!,
  cookie: cookies[number % cookies.length]!
});

/** Each is shown what the others in its room type. */
function typists(product: Product, run: number): Promise<Typist[]> {
  const all = Array.from({ length: CLIENTS }, async (_, number) => {
    const client = await PlainClient.open(placeOf(product, number));
    await client.reads();
    return { client, edits: typing(await client.askClientId(), run, number) };
  });
  return Promise.all(all);
}

/** What everybody has been promised up to now. */
function promisedSoFar(all: readonly Typist[]): Promises {
  const promises = new Promises();
  for (const [number, { client }] of all.entries()) {
    promises.add(rooms[number % ROOMS]!, client.seen);
    promises.add(rooms[number % ROOMS]!, client.acknowledged);
  }
  return promises;
}

async function check(folder: string, promises: Promises): Promise<void> {
  await inStoppedData(folder, async (database) => {
    for (const room of promises.rooms) promises.check(room, await documentFromRows(database, room));
  });
  expect(promises.broken).toEqual([]);
}

it('STO-9, STO-11 a backup that is taken while people type holds all they were promised before it began, and work goes on', async () => {
  const product = await start(dataDir);
  const recorded = await freeze(product);
  const all = await typists(product, 1);
  const [first] = all.map(({ client }) => client);
  const stop = typeAtPace(all, PER_SECOND);
  await first!.until(() => first!.seen.size >= SEEN_BEFORE / ROOMS);
  const promised = promisedSoFar(all);
  const backup = await npmRun(['backup', file], { DATA_DIR: dataDir });
  expect(backup).toMatchObject({ code: 0 });
  expect(backup.output).toContain('(running)');
  const afterwards = first!.seen.size + SEEN_AFTER / ROOMS;
  await first!.until(() => first!.seen.size >= afterwards);
  stop();
  await Promise.all(all.map(({ client }) => client.allSaved()));
  expect(all.flatMap(({ client }) => client.refusals)).toEqual([]);
  expect(promised.count).toBeGreaterThan(SEEN_BEFORE / 2);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(existsSync(join(dataDir, 'database.backup'))).toBe(false);

  const target = join(elsewhere, 'running');
  const restored = await npmRun(['restore', file], { DATA_DIR: target });
  expect(restored).toMatchObject({ code: 0 });
  expect(restored.output).toContain('Every register verifies and no edit is missing.');
  const twin = await start(target);
  for (const [number, room] of promised.rooms.entries()) {
    const witness = await PlainClient.open({ ...placeOf(twin, number), room });
    promised.check(room, await witness.wholeDocument());
    await witness.close();
  }
  expect(await register(twin)).toEqual(recorded);
  expect(recorded.size).toBeGreaterThan(12);
  await twin.stop();
  await check(target, promised);

  // The product that was backed up has everything, of before and after.
  const everything = promisedSoFar(all);
  await product.stop();
  await check(dataDir, everything);
  expect(everything.count).toBeGreaterThan(promised.count);
});

it('STO-10 a killed product is backed up with what it left in its journal', async () => {
  const product = await start(dataDir);
  const all = await typists(product, 2);
  for (const typist of all) typeOne(typist);
  await Promise.all(all.map(({ client }) => client.allSaved()));
  const promised = promisedSoFar(all);
  await product.stop('SIGKILL');
  const stopped = join(elsewhere, 'stopped.tar.gz');
  const backup = await npmRun(['backup', stopped], { DATA_DIR: dataDir });
  expect(backup).toMatchObject({ code: 0 });
  expect(backup.output).toContain('(stopped)');
  const target = join(elsewhere, 'stopped');
  expect(await npmRun(['restore', stopped], { DATA_DIR: target })).toMatchObject({ code: 0 });
  expect(promised.count).toBeGreaterThanOrEqual(CLIENTS);
  await check(target, promised);
  // Nothing was changed where it was taken: a start finds it as the kill left it.
  await check(dataDir, promised);
});

it('STO-12 what cannot be done is refused in one sentence, and nothing is changed', async () => {
  const target = join(elsewhere, 'running');
  const before = await inStoppedData(target, ({ db }) => lookWhole(db));
  const refused = async (args: [string, ...string[]], environment: Record<string, string>, why: RegExp) => {
    const { code, output } = await npmRun(args, environment);
    expect(code).toBe(1);
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(output).toMatch(why);
  };
  await refused(
    ['restore', file],
    { DATA_DIR: target },
    /There is data in .*database already, so nothing was restored/
  );
  await refused(
    ['restore', join(elsewhere, 'none')],
    { DATA_DIR: join(elsewhere, 'new') },
    /There is no file/
  );
  await refused(['restore'], { DATA_DIR: join(elsewhere, 'new') }, /Say which file/);
  await refused(['restore', 'package.json'], { DATA_DIR: join(elsewhere, 'new') }, /cannot be restored/);
  await refused(['backup', file], { DATA_DIR: target }, /is there already/);
  await refused(['backup'], { DATA_DIR: target }, /Say which file/);
  await refused(
    ['backup', join(elsewhere, 'x')],
    { DATA_DIR: join(elsewhere, 'new') },
    /There is no database in/
  );
  for (const name of ['backup', 'restore'])
    await refused(
      [name, join(elsewhere, 'x')],
      { DATABASE_URL: 'postgres://nobody@localhost/none' },
      /DATABASE_URL is set/
    );
  expect(existsSync(join(elsewhere, 'x'))).toBe(false);
  expect(existsSync(join(elsewhere, 'new', 'database'))).toBe(false);
  expect(await inStoppedData(target, ({ db }) => lookWhole(db))).toEqual(before);
});

/** Something that counts: it is in the register, and no edit. Answers the register as it is afterwards. */
async function freeze(product: Product): Promise<Register> {
  const headers = { cookie: cookies[0]!, origin: product.url, 'content-type': 'application/json' };
  const list = await fetch(`${product.url}/api/v1/specifications`, { headers });
  const { items } = (await list.json()) as { items: { id: string }[] };
  const answer = await fetch(`${product.url}/api/v1/specifications/${items[0]!.id}/versions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ label: 'Before the backup' })
  });
  expect(answer.status).toBe(201);
  return register(product);
}

interface Register {
  readonly size: number;
  readonly head: string;
}

async function register({ url }: Product): Promise<Register> {
  const answer = await fetch(`${url}/api/v1/register/export`, { headers: { cookie: cookies[0]! } });
  const { size, head } = (await answer.json()) as Register;
  return { size, head };
}
