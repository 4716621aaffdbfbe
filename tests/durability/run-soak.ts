import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startProduct } from '#tests/builders/product';
import { seeded } from '#tests/builders/seeded';
import { figure, FIGURES_SHOWN } from './figures';
import { typing } from './numbered-words';
import { typeOne, type Typist } from './pace';
import { PlainClient } from './plain-client';
import { prepareData } from './prepared-data';
import { slopePerHour, type Sample } from './slope';

/** `npm run soak -- --minutes 5 [--seed N]`: people come, type and go. Needs a build. */
const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
const minutes = Number(values.minutes ?? 5);
const random = seeded(Number(values.seed ?? Math.floor(Math.random() * 2 ** 32)));

const CLIENTS = 50;
/** Each client types once a second. */
const TYPE_EVERY = 1000 / CLIENTS;
/** Somebody leaves, and somebody comes in their place. */
const SWAP_EVERY = 500;
const SAMPLE_EVERY = 5000;

const prepared = await prepareData();
const environment = { ...FIGURES_SHOWN, SYNC_IDLE_ROOM: '2000', SYNC_CLIENT_IDS_PER_HOUR: '100000' };
const product = await startProduct({ dataDir: prepared.folder, environment });
const pid = product.process.pid!;
const samples: Sample[] = [];
let number = 0;

async function somebody(): Promise<Typist> {
  const { rooms, cookies } = prepared;
  number += 1;
  const place = { url: product.url, room: pick(rooms), cookie: cookies[number % cookies.length]! };
  const client = await PlainClient.open(place);
  return { client, edits: typing(await client.askClientId(), number, 0) };
}

function pick<Kind>(of: readonly Kind[]): Kind {
  return of[Math.floor(random() * of.length)]!;
}

async function swapOne(people: Typist[]): Promise<void> {
  const place = Math.floor(random() * people.length);
  const { client } = people[place]!;
  if (random() < 0.5) client.socket.terminate();
  else await client.close();
  people[place] = await somebody();
}

function sample(began: number): Sample {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)![1]) / 1024;
  const handles = readdirSync(`/proc/${pid}/fd`).length;
  return { seconds: (performance.now() - began) / 1000, megabytes, handles };
}

async function soak(): Promise<void> {
  const people = await Promise.all(Array.from({ length: CLIENTS }, somebody));
  const began = performance.now();
  const timer = setInterval(() => typeOne(pick(people)), TYPE_EVERY);
  let nextSample = 0;
  while (performance.now() - began < minutes * 60_000) {
    await swapOne(people);
    await new Promise((resolve) => setTimeout(resolve, SWAP_EVERY));
    if (performance.now() - began < nextSample) continue;
    nextSample += SAMPLE_EVERY;
    samples.push(sample(began));
    const { seconds, megabytes, handles } = samples.at(-1)!;
    const rooms = await figure(product, 'rooms');
    console.log(`${seconds.toFixed(0)} s: ${megabytes.toFixed(0)} MB, ${handles} handles, ${rooms} rooms`);
  }
  clearInterval(timer);
  await Promise.all(people.map(({ client }) => client.close()));
}

try {
  await soak();
  // The first third is warming up.
  const settled = samples.slice(Math.floor(samples.length / 3));
  const slope = slopePerHour(settled).toFixed(1);
  const handles = settled.map((each) => each.handles);
  console.log(
    `${slope} MB per hour; handles from ${Math.min(...handles)} to ${Math.max(...handles)}; ${number} joins`
  );
} finally {
  await product.stop();
  rmSync(prepared.folder, { recursive: true, force: true });
}
