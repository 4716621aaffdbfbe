import { randomBytes, randomUUID } from 'node:crypto';
import { createClient } from '@redis/client';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DocumentId, Id } from '#domain/ids';
import { NoBus, type Bus, type Hint } from '#server/realtime/bus';
import { RedisBus, type RedisBusOptions } from '#server/realtime/redis-bus';
import { OwnRedis, redisForTests, redisProgram } from '#tests/cluster/own-redis';

const newId = <Kind extends string>() => randomUUID() as Id<Kind>;
const documentId = newId<'document'>() as DocumentId;
const key = randomBytes(32);
const buses: Bus[] = [];
const logged: string[] = [];
const log = pino({ level: 'warn' }, { write: (line: string) => logged.push(line) });

const hint = (last: number, ...rows: Uint8Array[]): Hint => ({
  kind: 'log',
  documentId,
  after: last - rows.length,
  last,
  rows
});

afterEach(async () => {
  await Promise.all(buses.splice(0).map((bus) => bus.close()));
  logged.length = 0;
});

const redis = await redisForTests();
if (!redis) console.warn('Left out: there is no Redis (set TEST_REDIS_URL, or install redis-server).');
afterAll(() => redis?.close());

const channel = `concordat:test:${randomUUID()}`;

function redisBus(options: Partial<RedisBusOptions> = {}): RedisBus {
  const bus = new RedisBus({ url: redis!.url, node: newId<'node'>(), channel, key, log, ...options });
  buses.push(bus);
  return bus;
}

async function connected(bus: Bus): Promise<Bus> {
  await vi.waitFor(() => expect(bus.connected).toBe(true), { timeout: 10_000, interval: 10 });
  return bus;
}

function heardBy(bus: Bus): Hint[] {
  const heard: Hint[] = [];
  bus.listen((each) => heard.push(each));
  return heard;
}

/** What each of these is told from now on, also of the document. */
async function heardByAll(...all: readonly Bus[]): Promise<Hint[][]> {
  const heard = all.map(heardBy);
  await Promise.all(all.map(connected));
  await Promise.all(all.map((bus) => attending(bus)));
  return heard;
}

function attending(bus: Bus, id = documentId): Promise<void> {
  return new Promise((resolve) => {
    bus.onAttending((attended) => (attended === id ? resolve() : undefined));
    bus.attend(id);
  });
}

describe.each([
  { name: 'NoBus', open: () => new NoBus(newId<'node'>()) as Bus, skip: false },
  { name: 'RedisBus', open: () => redisBus() as Bus, skip: !redis }
])('$name', ({ open, skip }) => {
  it.skipIf(skip)('CLU-1 a node never hears what it said itself', async () => {
    const bus = open();
    const heard = heardBy(bus);
    if (bus instanceof RedisBus) await connected(bus);
    bus.publish({ kind: 'rights-changed' });
    if (bus instanceof RedisBus) {
      // What comes back behind it shows that it was not merely late.
      const other = await connected(redisBus());
      other.publish({ kind: 'alive', node: other.node });
      await vi.waitFor(() => expect(heard.at(-1)).toEqual({ kind: 'alive', node: other.node }));
    }
    expect(heard.filter(({ kind }) => kind === 'rights-changed')).toEqual([]);
  });

  it.skipIf(skip)(
    'CLU-2 saying something never fails: before it is connected, after it is closed',
    async () => {
      const bus = open();
      expect(() => bus.publish(hint(1))).not.toThrow();
      await bus.close();
      await bus.close();
      expect(bus.connected).toBe(false);
      expect(() => bus.publish(hint(2))).not.toThrow();
    }
  );
});

describe('over Redis', () => {
  it.skipIf(!redis)('CLU-1 every hint reaches every other node as it was said, in order', async () => {
    const [one, two, three] = [redisBus(), redisBus(), redisBus()];
    await connected(one);
    const [atTwo, atThree] = (await heardByAll(two, three)) as [Hint[], Hint[]];
    const said: Hint[] = [
      hint(3, Uint8Array.of(1, 2), Uint8Array.of()),
      hint(9),
      {
        kind: 'presence',
        documentId,
        node: one.node,
        entries: [{ clientId: 7, clock: 2 ** 40, state: '{"ü":1}' }]
      },
      { kind: 'ask-presence', documentId },
      { kind: 'topics', topics: [{ kind: 'ballot', id: newId<'ballot'>() }] },
      { kind: 'session-ended', sessionHash: 'ab'.repeat(32) },
      { kind: 'rights-changed' },
      { kind: 'alive', node: one.node }
    ];
    for (const each of said) one.publish(each);
    const rest = (heard: Hint[]) => heard.filter(({ kind }) => kind !== 'back');
    await vi.waitFor(() => expect(rest(atTwo)).toEqual(said));
    await vi.waitFor(() => expect(rest(atThree)).toEqual(said));
  });

  it.skipIf(!redis)(
    'CLU-4 what is damaged or not from this deployment is dropped and logged without its content',
    async () => {
      const [one, two] = [redisBus(), redisBus()];
      const stranger = redisBus({ key: randomBytes(32) });
      await connected(one);
      const [heard] = (await heardByAll(two)) as [Hint[]];
      const client = createClient({ url: redis!.url });
      await client.connect();
      for (const junk of ['', 'hello secret-words', Buffer.alloc(40, 1), randomBytes(60)])
        await client.publish(channel, junk);
      await vi.waitFor(() => expect(logged.length).toBeGreaterThan(0));
      client.destroy();
      stranger.publish({ kind: 'rights-changed' });
      one.publish(hint(1, Uint8Array.of(5)));
      await vi.waitFor(() => expect(heard.at(-1)).toEqual(hint(1, Uint8Array.of(5))));
      expect(heard.some(({ kind }) => kind === 'rights-changed')).toBe(false);
      expect(logged.join('')).not.toContain('secret-words');
    }
  );

  it.skipIf(!redis)('CLU-4 two deployments on one Redis do not hear one another', async () => {
    const other = redisBus({ channel: `${channel}:other` });
    const [one, two] = [redisBus(), redisBus()];
    await connected(one);
    const [atOther, atTwo] = (await heardByAll(other, two)) as [Hint[], Hint[]];
    one.publish(hint(1));
    await vi.waitFor(() => expect(atTwo).toContainEqual(hint(1)));
    other.publish(hint(2));
    one.publish(hint(3));
    await vi.waitFor(() => expect(atTwo).toContainEqual(hint(3)));
    expect(atTwo).not.toContainEqual(hint(2));
    expect(atOther).toEqual([]);
  });

  it.skipIf(!redis)('CLU-27 what is said of a document is heard only where it is open', async () => {
    const [one, two] = [redisBus(), redisBus()];
    await connected(one);
    const [heard] = (await heardByAll(two)) as [Hint[]];
    const elsewhere = newId<'document'>();
    one.publish({ kind: 'ask-presence', documentId: elsewhere });
    one.publish(hint(1));
    await vi.waitFor(() => expect(heard).toContainEqual(hint(1)));
    expect(heard).not.toContainEqual({ kind: 'ask-presence', documentId: elsewhere });
    // Left and opened again at once: it is heard. Left for good: it is not.
    two.leave(documentId);
    two.attend(documentId);
    await attending(two, elsewhere);
    one.publish(hint(2));
    await vi.waitFor(() => expect(heard).toContainEqual(hint(2)));
    two.leave(documentId);
    await attending(two, newId<'document'>());
    one.publish(hint(3));
    one.publish({ kind: 'alive', node: one.node });
    await vi.waitFor(() => expect(heard.at(-1)).toEqual({ kind: 'alive', node: one.node }));
    expect(heard).not.toContainEqual(hint(3));
  });

  it.skipIf(!redis)('CLU-5 large rows are not carried: only where the log now ends', async () => {
    const [one, two] = [redisBus(), redisBus()];
    await connected(one);
    const [heard] = (await heardByAll(two)) as [Hint[]];
    one.publish(hint(2, new Uint8Array(40_000), new Uint8Array(40_000)));
    await vi.waitFor(() => expect(heard).toContainEqual({ ...hint(2), after: 0, rows: [] }));
    const entries = Array.from({ length: 100 }, (_, clientId) => ({
      clientId,
      clock: 1,
      state: 'x'.repeat(4000)
    }));
    one.publish({ kind: 'presence', documentId, node: one.node, entries });
    const presence = () => heard.flatMap((each) => (each.kind === 'presence' ? [each] : []));
    await vi.waitFor(() => expect(presence().flatMap((each) => each.entries)).toEqual(entries));
    expect(presence().length).toBeGreaterThan(5);
  });
});

describe.skipIf(!redisProgram)('when Redis fails', () => {
  let own: OwnRedis;
  beforeAll(async () => {
    own = await OwnRedis.start();
  });
  afterAll(() => own.kill());

  it('CLU-3 it connects by itself, also when Redis comes later or goes, and then says that hints may be missing', async () => {
    await own.kill();
    const [one, two] = [redisBus({ url: own.url }), redisBus({ url: own.url })];
    let stood = 0;
    one.onReconnect(() => (stood += 1));
    const heard = heardBy(two);
    // Asked for before there is a line: it is heard as soon as there is one.
    const attends = attending(two);
    one.publish(hint(1));
    expect(one.connected).toBe(false);
    await own.start();
    await Promise.all([one, two].map(connected));
    await attends;
    await vi.waitFor(() => expect(stood).toBe(1));
    await own.kill();
    await vi.waitFor(() => expect(one.connected).toBe(false));
    one.publish(hint(2));
    await own.start();
    await Promise.all([one, two].map(connected));
    await vi.waitFor(() => expect(stood).toBe(2));
    await vi.waitFor(() => expect(heard).toContainEqual({ kind: 'back', node: one.node }));
    one.publish(hint(3));
    await vi.waitFor(() => expect(heard).toContainEqual(hint(3)));
    expect(heard).not.toContainEqual(hint(1));
    expect(heard).not.toContainEqual(hint(2));
  });

  it('CLU-6 a Redis that stands still fills no memory: hints are dropped, and everybody is told so afterwards', async () => {
    const limits = { unconfirmed: 100_000 };
    const [one, two] = [redisBus({ url: own.url, limits }), redisBus({ url: own.url })];
    await connected(one);
    const [heard] = (await heardByAll(two)) as [Hint[]];
    let stood = 0;
    one.onReconnect(() => (stood += 1));
    own.pause();
    for (let last = 1; last <= 1000; last += 1) one.publish(hint(last, new Uint8Array(1000)));
    own.resume();
    await vi.waitFor(() => expect(stood).toBeGreaterThan(0), { timeout: 10_000 });
    await vi.waitFor(() => expect(heard.at(-1)).toEqual({ kind: 'back', node: one.node }));
    const arrived = heard.flatMap((each) => (each.kind === 'log' ? [each.last] : []));
    expect(arrived.length).toBeLessThan(120);
    expect(arrived).toEqual(arrived.map((_, index) => index + 1));
  });
});
