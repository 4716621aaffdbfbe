import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startProduct, type Product } from '#tests/builders/product';
import { typing, wordsInDocument } from './numbered-words';
import { typeOne } from './pace';
import { PlainClient } from './plain-client';
import { copyOfData } from './prepared-data';
import { documentFromRows, inStoppedData } from './stored-log';

const HOUR = 3_600_000;
/** Sessions that are not used end after four hours. */
const JUMPS = [1, 0, -1, 3, -2, 0];

const { cookies, rooms } = inject('preparedData');
const dataDir = copyOfData(inject('preparedData'));
const control = join(dataDir, 'clock-ahead');
let product: Product;

beforeAll(async () => {
  const script = pathToFileURL(resolve('tests/durability/clock-fault.mjs')).href;
  const environment = { NODE_OPTIONS: `--import=${script}`, CLOCK_AHEAD: control };
  product = await startProduct({ dataDir, environment });
});
afterAll(async () => {
  await product.stop('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

const placeOf = (person: number) => ({ url: product.url, room: rooms[0]!, cookie: cookies[person]! });
const setClock = (hoursAhead: number) => writeFileSync(control, String(hoursAhead * HOUR));

it('SYN-169 a clock that jumps to and fro changes neither order nor text, and ends no session that has not run out by it', async () => {
  const client = await PlainClient.open(placeOf(0));
  const writer = { client, edits: typing(await client.askClientId(), 1, 0) };
  const reader = await PlainClient.open(placeOf(1));
  await reader.reads();
  for (const [number, hours] of JUMPS.entries()) {
    setClock(hours);
    typeOne(writer);
    await reader.until(() => reader.seen.has(`w1-0-${number};`));
    const newcomer = await PlainClient.open(placeOf(2));
    expect(wordsInDocument(await newcomer.wholeDocument()).size).toBe(number + 1);
    await newcomer.close();
  }
  await client.allSaved();
  expect(client.acknowledged.size).toBe(JUMPS.length);

  setClock(13);
  await expect(PlainClient.open(placeOf(2))).rejects.toThrow(/401/);
  await product.stop('SIGKILL');
  await inStoppedData(dataDir, async (database) => {
    const doc = await documentFromRows(database, rooms[0]!);
    expect([...wordsInDocument(doc)]).toEqual(JUMPS.map((_, number) => `w1-0-${number};`));
  });
});
