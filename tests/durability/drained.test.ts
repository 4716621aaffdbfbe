import { rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startProduct, type Product } from '#tests/builders/product';
import { typing } from './numbered-words';
import { typeAtPace, type Typist } from './pace';
import { PlainClient } from './plain-client';
import { copyOfData } from './prepared-data';
import { Promises } from './promises';

const CLIENTS = 200;
const PER_SECOND = 400;
const SEEN_BEFORE = 300;
const CLOSING = 4503;
/** Far more than it takes, also on a machine that does other work besides. */
const LONG = 600_000;

const { cookies, rooms } = inject('preparedData');
let dataDir: string;
let product: Product;

beforeAll(async () => {
  dataDir = copyOfData(inject('preparedData'));
  product = await startProduct({ dataDir });
});
afterAll(async () => {
  await product.stop('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

const placeOf = (number: number) => ({
  url: product.url,
  room: rooms[number % 5]!,
  cookie: cookies[number % cookies.length]!
});

function typists(): Promise<Typist[]> {
  const all = Array.from({ length: CLIENTS }, async (_, number) => {
    const client = await PlainClient.open(placeOf(number));
    return { client, edits: typing(await client.askClientId(), 1, number) };
  });
  return Promise.all(all);
}

/** A request whose head is not all there yet: neither refused nor let in. */
async function halfARequest(): Promise<Socket> {
  const { url, room, cookie } = placeOf(0);
  const line = connect(Number(new URL(url).port), '127.0.0.1');
  line.on('error', () => undefined);
  await new Promise((resolve) => line.once('connect', resolve));
  const head = [
    `GET /sync/${room} HTTP/1.1`,
    `Host: ${new URL(url).host}`,
    `Origin: ${url}`,
    `Cookie: ${cookie}`
  ];
  await new Promise((resolve) => line.write(`${head.join('\r\n')}\r\n`, resolve));
  return line;
}

const REST = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='
];

async function answerTo(line: Socket): Promise<string> {
  let answer = '';
  line.on('data', (chunk) => (answer += String(chunk)));
  line.write(`${REST.join('\r\n')}\r\n\r\n`);
  await new Promise((resolve) => line.once('close', resolve));
  return answer;
}

it(
  'SYN-162, SYN-163 stopping with 200 people typing keeps every promise, lets nobody in, and a second signal changes nothing',
  { timeout: LONG },
  async () => {
    const all = await typists();
    const clients = all.map(({ client }) => client);
    const [first] = clients;
    // Its closing is never answered, so that stopping takes as long as it may wait for that.
    const silent = await PlainClient.open(placeOf(1));
    silent.socket.pause();
    const half = await halfARequest();
    const stop = typeAtPace(all, PER_SECOND);
    await first!.until(() => first!.seen.size >= SEEN_BEFORE);
    const exited = new Promise<number | null>((resolve) => product.process.once('exit', resolve));

    product.process.kill('SIGTERM');
    await first!.closed;
    product.process.kill('SIGTERM');
    product.process.kill('SIGINT');
    expect(await answerTo(half)).toMatch(/^HTTP\/1\.1 503 /);
    await expect(PlainClient.open(placeOf(0))).rejects.toThrow(/503|ECONNREFUSED/);

    // The process gives itself ten seconds, and would end with 1 after them.
    expect(await exited).toBe(0);
    stop();
    silent.socket.terminate();
    expect(new Set(await Promise.all(clients.map(({ closed }) => closed)))).toEqual(new Set([CLOSING]));
    expect(clients.flatMap(({ refusals }) => refusals)).toEqual([]);

    const promises = new Promises();
    for (const [number, client] of clients.entries()) await promises.addOf(placeOf(number).room, [client]);
    expect(promises.count).toBeGreaterThan(SEEN_BEFORE);
    product = await startProduct({ dataDir });
    for (const [number, room] of promises.rooms.entries()) {
      const witness = await PlainClient.open({ ...placeOf(number), room });
      promises.check(room, await witness.wholeDocument());
    }
    expect(promises.broken).toEqual([]);
  }
);
