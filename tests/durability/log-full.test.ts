import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startProduct, type Product } from '#tests/builders/product';
import { figure, FIGURES_SHOWN } from './figures';
import { FullDisk } from './full-disk';
import { typing } from './numbered-words';
import { typeOne } from './pace';
import { PlainClient } from './plain-client';
import { copyOfData } from './prepared-data';

const SESSION_ENDED = 4401;
/** What standard output is for a process that was started by another one. */
const OUTPUT = /^(socket|pipe):/;
const REFUSED = 'upgrades_refused_total{endpoint="sync",status="401"}';

const { cookies, rooms } = inject('preparedData');
const dataDir = copyOfData(inject('preparedData'));
const disk = new FullDisk(dataDir);
let product: Product;

beforeAll(async () => {
  const environment = { ...disk.environment, ...FIGURES_SHOWN, LOG_LEVEL: 'info' };
  product = await startProduct({ dataDir, environment });
});
afterAll(async () => {
  await product.stop('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

const placeOf = (person: number) => ({ url: product.url, room: rooms[0]!, cookie: cookies[person]! });

it('SYN-170, OBS-14 when the log cannot be written, refusals still hold, are counted, and work goes on', async () => {
  const client = await PlainClient.open(placeOf(0));
  const writer = { client, edits: typing(await client.askClientId(), 1, 0) };
  const reader = await PlainClient.open(placeOf(1));
  await reader.reads();
  disk.fill(OUTPUT);
  const before = product.output();

  await expect(PlainClient.open({ ...placeOf(2), cookie: 'auth_session=nobody' })).rejects.toThrow(/401/);
  expect(await figure(product, REFUSED)).toBe(1);
  typeOne(writer);
  await reader.until(() => reader.seen.has('w1-0-0;'));
  await fetch(`${product.url}/sign-out`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: product.url, cookie: cookies[0]! },
    body: new URLSearchParams()
  });
  expect(await client.closed).toBe(SESSION_ENDED);
  await expect(PlainClient.open(placeOf(0))).rejects.toThrow(/401/);
  expect(product.output()).toBe(before);
  expect(product.process.exitCode).toBeNull();

  disk.free();
  await expect(PlainClient.open(placeOf(0))).rejects.toThrow(/401/);
  expect(await figure(product, REFUSED)).toBe(3);
  expect(product.output().slice(before.length)).toMatch(/"event":"log lines lost","count":[1-9]/);
});
