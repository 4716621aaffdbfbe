import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { session } from '#server/db/schema/people';
import { TEST_ORIGIN, type TestPerson } from '#tests/builders/world';
import { RawClient } from './raw-client';
import { RawLine } from './raw-line';
import { WholeServer } from './whole-server';

const open: WholeServer[] = [];
const lines: RawLine[] = [];

async function start(choice: Parameters<typeof WholeServer.open>[0] = {}): Promise<WholeServer> {
  const server = await WholeServer.open(choice);
  open.push(server);
  return server;
}
afterEach(async () => {
  for (const line of lines.splice(0)) line.destroy();
  await Promise.all(open.splice(0).map((server) => server.close()));
});

function ask(server: WholeServer, path: string, headers: Record<string, string | undefined>): RawLine {
  const sent = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`]
  );
  const line = new RawLine(server.port).ask(path, sent);
  lines.push(line);
  return line;
}

const from = (person: { cookie: string }, more: Record<string, string> = {}) => ({
  origin: TEST_ORIGIN,
  cookie: person.cookie,
  ...more
});

/** Keeps every question to the database waiting until the answer is called. */
async function holdDatabase({ world }: WholeServer): Promise<() => Promise<void>> {
  let release = () => {};
  let entered = () => {};
  const inside = new Promise<void>((resolve) => (entered = resolve));
  const held = world.runtime.tools.db.transaction(async (tx) => {
    await tx.execute(sql`lock table session in access exclusive mode`);
    entered();
    await new Promise<void>((resolve) => (release = resolve));
  });
  await inside;
  return async () => {
    release();
    await held;
  };
}

/** Somebody who is in already and must never notice anything. */
async function canary(server: WholeServer): Promise<() => Promise<void>> {
  const person = await server.world.person('Canary', { roles: ['editor', 'lead'] });
  const client = await RawClient.open(server, person, await server.room(person));
  return async () => {
    await client.wholeDocument();
    expect(client.socket.readyState).toBe(client.socket.OPEN);
  };
}

describe('crowds at the door', () => {
  it('SYN-92 one person over several sessions has only so many sockets, and others come in', async () => {
    const server = await start({ sync: { socketsPerPerson: 3 }, live: { socketsPerPerson: 3 } });
    const helen = await server.world.person('Helen Marsh', { roles: ['lead', 'editor'] });
    const tom = await server.world.person('Tom Adeyemi', { roles: ['editor'] });
    const [phone, tablet] = [await server.otherSession(helen), await server.otherSession(helen)];
    const room = await server.room(helen);
    for (const path of [`/sync/${room}`, '/live']) {
      const answers = [];
      for (const who of [helen, phone, tablet, phone, helen, tom]) {
        answers.push(await ask(server, path, from(who)).status());
      }
      expect(answers, path).toEqual([101, 101, 101, 429, 429, 101]);
    }
  });

  it('SYN-92 whoever closes one may open another', async () => {
    const server = await start({ sync: { socketsPerPerson: 1 } });
    const helen = await server.world.person('Helen Marsh', { roles: ['lead', 'editor'] });
    const room = await server.room(helen);
    const first = await RawClient.open(server, helen, room);
    expect(await ask(server, `/sync/${room}`, from(helen)).status()).toBe(429);
    await first.close();
    await vi.waitFor(async () => expect(await ask(server, `/sync/${room}`, from(helen)).status()).toBe(101));
  });

  it('SYN-93 one address has only so many sockets over all rooms, whoever they belong to', async () => {
    const server = await start({ sync: { socketsPerAddress: 2 }, live: { socketsPerAddress: 2 } });
    const people: TestPerson[] = [];
    for (const name of ['Helen', 'Tom', 'Leila']) {
      people.push(await server.world.person(name, { roles: ['lead', 'editor'] }));
    }
    const rooms = await Promise.all(people.map((person) => server.room(person)));
    const answers = [];
    for (const [at, person] of people.entries()) {
      answers.push(await ask(server, `/sync/${rooms[at]}`, from(person)).status());
    }
    expect(answers).toEqual([101, 101, 429]);
    // The other socket counts by itself, and a line that ends makes room.
    expect(await ask(server, '/live', from(people[2]!)).status()).toBe(101);
    lines[0]!.destroy();
    const third = () => ask(server, `/sync/${rooms[2]}`, from(people[2]!)).status();
    await vi.waitFor(async () => expect(await third()).toBe(101));
  });

  it('SYN-93 behind proxies the address is the one that the outermost of ours wrote, whatever a client claims', async () => {
    const config = { trustedProxyHops: 2 };
    const server = await start({ sync: { socketsPerAddress: 1 }, config });
    const helen = await server.world.person('Helen Marsh', { roles: ['lead', 'editor'] });
    const path = `/sync/${await server.room(helen)}`;
    const as = (forwarded: string) =>
      ask(server, path, from(helen, { 'x-forwarded-for': forwarded })).status();
    expect(await as('203.0.113.5, 10.0.0.1')).toBe(101);
    expect(await as('198.51.100.1, 203.0.113.5, 10.0.0.1')).toBe(429);
    expect(await as('203.0.113.6, 10.0.0.1')).toBe(101);
    expect(await as('2001:db8:1:2::a, 10.0.0.1')).toBe(101);
    expect(await as('2001:db8:1:2:ffff::b, 10.0.0.1')).toBe(429);
    // Past the proxies: the connection's own address.
    expect(await as('203.0.113.99')).toBe(101);
    expect(await as('203.0.113.98')).toBe(429);
  });

  it('SYN-93 without proxies the header is not believed', async () => {
    const server = await start({ sync: { socketsPerAddress: 1 } });
    const helen = await server.world.person('Helen Marsh', { roles: ['lead', 'editor'] });
    const path = `/sync/${await server.room(helen)}`;
    expect(await ask(server, path, from(helen, { 'x-forwarded-for': '203.0.113.5' })).status()).toBe(101);
    expect(await ask(server, path, from(helen, { 'x-forwarded-for': '203.0.113.6' })).status()).toBe(429);
  });

  it('SYN-94 only so many requests wait for their answer at once; the next is refused without being looked at', async () => {
    const server = await start({ sync: { upgradesUnderWay: 3 }, live: { upgradesUnderWay: 3 } });
    const helen = await server.world.person('Helen Marsh', { roles: ['lead', 'editor'] });
    const room = await server.room(helen);
    const unharmed = await canary(server);
    const { sync, live } = server.world.runtime.doors;
    for (const [path, door] of [
      [`/sync/${room}`, sync],
      ['/live', live]
    ] as const) {
      const before = door.open;
      const release = await holdDatabase(server);
      const waiting = [1, 2, 3].map(() => ask(server, path, from(helen)));
      await vi.waitFor(() => expect(door.open).toBe(before + 3));
      expect(await ask(server, path, from(helen)).status(), path).toBe(503);
      expect(door.open).toBe(before + 3);
      await release();
      expect(await Promise.all(waiting.map((line) => line.status()))).toEqual([101, 101, 101]);
      expect(await ask(server, path, from(helen)).status()).toBe(101);
    }
    await unharmed();
  });

  it('SYN-94 who is refused is hung up on, also when they keep their own end open', async () => {
    const server = await start();
    const unharmed = await canary(server);
    const { sync } = server.world.runtime.doors;
    const before = sync.open;
    const many = Array.from({ length: 300 }, () => ask(server, '/sync/draft-x', { origin: TEST_ORIGIN }));
    expect(new Set(await Promise.all(many.map((line) => line.status())))).toEqual(new Set([401]));
    await Promise.all(many.map((line) => line.ended));
    // None of these lines was ended by us.
    expect(many.every((line) => !line.socket.writableEnded)).toBe(true);
    await vi.waitFor(() => expect(sync.open).toBe(before));
    expect(server.world.runtime.rooms.size).toBe(1);
    await unharmed();
  });
});

describe('requests that are not what they seem', () => {
  const long = 'x'.repeat(64 * 1024);
  let server: WholeServer;
  beforeAll(async () => void (server = await WholeServer.open()));
  afterAll(() => server.close());

  it.each([
    ['a cookie of 64 kB', [`cookie: concordat=${long}`], [431]],
    ['2,100 headers before the others', Array.from({ length: 2100 }, () => 'a:b'), [403]],
    ['many long headers', Array.from({ length: 2000 }, (_, at) => `x-${at}: ${'y'.repeat(50)}`), [431]],
    ['a protocol of 12 kB of spaces', [`sec-websocket-protocol: a${' '.repeat(12_000)}b`], [400]],
    ['a protocol of 32 kB of spaces', [`sec-websocket-protocol: a${' '.repeat(32_000)}b`], [431]]
  ])('SYN-99 %s opens nothing it should not, and nobody notices', async (_, more, expected) => {
    const helen = await server.world.person('Helen Marsh', { roles: ['lead', 'editor'] });
    const unharmed = await canary(server);
    const room = await server.room(helen);
    const line = new RawLine(server.port);
    lines.push(line);
    line.ask(`/sync/${room}`, [...more, `origin: ${TEST_ORIGIN}`, `cookie: ${helen.cookie}`]);
    expect(expected).toContain(await line.status());
    await unharmed();
  });

  it('SYN-100 unknown and forbidden rooms: the same bytes, and the same questions to the database', async () => {
    const { world } = server;
    const helen = await world.person('Helen Marsh', { roles: ['lead', 'editor'] });
    const stranger = await world.person('Stranger', {
      roles: ['lead', 'editor'],
      partnershipId: await world.partnership('Elsewhere')
    });
    const theirs = await server.room(stranger);
    const { db } = world.runtime.tools;
    const asked: string[][] = [];
    const select = vi.spyOn(db, 'select');
    for (const room of [theirs, 'draft-00000000-0000-4000-8000-000000000000']) {
      select.mockClear();
      const head = await ask(server, `/sync/${room}`, from(helen)).answerHead();
      asked.push([head, String(select.mock.calls.length)]);
    }
    select.mockRestore();
    expect(Number(asked[0]![1])).toBeGreaterThan(0);
    expect(asked[0]).toEqual(asked[1]);
    expect(asked[0]![0]).toMatch(/^HTTP\/1\.1 404 /);
    expect(asked[0]![0]).not.toContain(theirs);
  });

  it('SYN-101 a session that has run out, another cookie name and another installation’s session open nothing', async () => {
    const elsewhere = await start();
    const before = server.world.runtime.rooms.size;
    const helen = await server.world.person('Helen Marsh', { roles: ['lead', 'editor'] });
    const guest = await elsewhere.world.person('Helen Marsh', { roles: ['lead', 'editor'] });
    const expired: TestPerson = await server.world.person('Run Out', { roles: ['editor'] });
    const { db } = server.world.runtime.tools;
    await db
      .update(session)
      .set({ expiresAt: new Date(0) })
      .where(eq(session.personId, expired.actor.personId));
    const path = `/sync/${await server.room(helen)}`;
    for (const cookie of [
      expired.cookie,
      `__Host-concordat=${helen.token}`,
      `Concordat=${helen.token}`,
      `concordat=${helen.token.slice(0, -1)}`,
      `concordat=${helen.actor.sessionHash}`,
      guest.cookie
    ]) {
      expect(await ask(server, path, { origin: TEST_ORIGIN, cookie }).status(), cookie).toBe(401);
      expect(await ask(server, '/live', { origin: TEST_ORIGIN, cookie }).status(), cookie).toBe(401);
    }
    expect(server.world.runtime.rooms.size).toBe(before);
    expect(await ask(server, path, from(helen)).status()).toBe(101);
  });
});
