import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { isRefusal } from '#domain/refusal';
import { decodeChanged, encodeWatch } from '#protocol/live-messages';
import { topicName, type Topic } from '#protocol/topics';
import { member } from '#server/db/schema/people';
import { editDraft } from '#server/commands/edit-draft';
import { signOut } from '#server/auth/sign-in';
import { watchable } from '#server/reads/watchable';
import { LiveConnections } from '#server/realtime/live-connections';
import { replacing } from '#tests/builders/specification';
import { confirmSummary, summaryFor, withClauses, writeSummary } from '#tests/builders/summaries';
import { buildWorld, TEST_ORIGIN, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let server: Server;
let live: LiveConnections;
let lead: TestPerson;
let outsider: TestPerson;
const sockets: WebSocket[] = [];

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Lead', { roles: ['lead'] });
  outsider = await world.person('Outsider', {
    roles: ['lead'],
    partnershipId: await world.partnership('Other')
  });
  live = world.runtime.live;
  server = createServer();
  server.on('upgrade', (request, socket, head) => void live.upgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => sockets.splice(0).forEach((socket) => socket.terminate()));
afterAll(async () => {
  server.close();
  await world.close();
});

interface Listener {
  readonly socket: WebSocket;
  readonly heard: string[];
  readonly closed: Promise<number>;
}

function connect(headers: Record<string, string>): WebSocket {
  const { port } = server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/live`, { headers });
  sockets.push(socket);
  socket.on('error', () => undefined);
  return socket;
}

async function listen(person: TestPerson, topics: readonly Topic[]): Promise<Listener> {
  const socket = connect({ cookie: person.cookie, origin: TEST_ORIGIN });
  const heard: string[] = [];
  socket.on('message', (data) => heard.push(...(decodeChanged(String(data)) ?? []).map(topicName)));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(encodeWatch(topics));
  return { socket, heard, closed };
}

const home = (): Topic => ({ kind: 'partnership', id: world.partnershipId });

function statusOf(headers: Record<string, string>): Promise<number> {
  const socket = connect(headers);
  return new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.once('open', () => resolve(101));
  });
}

it('LIV-1 no session is 401, another origin or none is 403', async () => {
  expect(await statusOf({ origin: TEST_ORIGIN })).toBe(401);
  expect(await statusOf({ origin: TEST_ORIGIN, cookie: 'concordat=guess' })).toBe(401);
  expect(await statusOf({ cookie: lead.cookie })).toBe(403);
  for (const origin of [
    'https://evil.example',
    'null',
    `${TEST_ORIGIN}.evil.example`,
    'http://LOCALHOST:3000'
  ]) {
    expect(await statusOf({ cookie: lead.cookie, origin })).toBe(403);
  }
  expect(await statusOf({ cookie: lead.cookie, origin: TEST_ORIGIN })).toBe(101);
});

it('LIV-2 LIV-7 a command tells whoever watches that something changed, and nothing more', async () => {
  const listener = await listen(lead, [home()]);
  await vi.waitFor(() => expect(listener.heard.length).toBeGreaterThan(0));
  const frames: string[] = [];
  listener.socket.on('message', (data) => frames.push(String(data)));
  listener.heard.length = 0;
  const made = await lead.commands.createSpecification({
    title: 'A title nobody may overhear',
    serviceNumber: ''
  });
  expect(isRefusal(made)).toBe(false);
  await vi.waitFor(() => expect(listener.heard).toContain(topicName(home())));
  expect(frames.join()).not.toContain('overhear');
});

it('PLN-12 an open page is told when a clause changes, and finds its summary stale', async () => {
  const id = await withClauses(world, lead);
  await writeSummary(lead, { specificationId: id, clause: 'criteria', text: 'You can come at 65 or over.' });
  await confirmSummary(lead, id, 'criteria');
  const topic: Topic = { kind: 'specification', id };
  const listener = await listen(lead, [topic]);
  await vi.waitFor(() => expect(listener.heard.length).toBeGreaterThan(0));
  listener.heard.length = 0;
  const { tools } = world.runtime;
  const changed = await editDraft(id, replacing('65 or over', '50 or over'), { actor: lead.actor, tools });
  expect(changed).toMatchObject({ changed: true });
  await vi.waitFor(() => expect(listener.heard).toContain(topicName(topic)));
  expect(await summaryFor(lead, id, 'criteria')).toMatchObject({ state: 'stale' });
});

it('LIV-3 an outsider who watches our partnership hears nothing', async () => {
  const specification = await lead.commands.createSpecification({ title: 'Ours', serviceNumber: '' });
  if (isRefusal(specification)) throw new Error(specification.code);
  const theirs = await listen(outsider, [home(), { kind: 'specification', id: specification.id }]);
  const ours = await listen(lead, [home()]);
  await vi.waitFor(() => expect(ours.heard.length).toBeGreaterThan(0));
  ours.heard.length = 0;
  await lead.commands.createSpecification({ title: 'Again', serviceNumber: '' });
  await vi.waitFor(() => expect(ours.heard.length).toBeGreaterThan(0));
  // The outsider's socket answers a ping after all that, so whatever was meant for it has arrived.
  await new Promise((resolve) => theirs.socket.once('pong', resolve).ping());
  expect(theirs.heard).toEqual([]);
});

it('LIV-4 signing out closes the sockets of that session at once', async () => {
  const leaver = await world.person('Leaver', {});
  const listener = await listen(leaver, [home()]);
  await signOut(leaver.token, leaver.actor.sessionHash, world.runtime.tools);
  expect(await listener.closed).toBe(4401);
});

it('LIV-4 a session that ended elsewhere, or a membership that went, is noticed within the lease', async () => {
  const { db, sessions } = world.runtime.tools;
  const quick = new LiveConnections({ sessions, db, origins: [TEST_ORIGIN], limits: { lease: 300 } });
  const before = live;
  live = quick;
  try {
    const removed = await world.person('Removed', {});
    const ended = await world.person('Ended', {});
    const [first, second] = [await listen(removed, [home()]), await listen(ended, [home()])];
    await vi.waitFor(() => expect(first.heard.length).toBeGreaterThan(0));
    await db.update(member).set({ leftAt: new Date() }).where(eq(member.id, removed.memberId));
    await sessions.end(ended.token);
    expect(await second.closed).toBe(4401);
    await vi.waitFor(async () => {
      first.heard.length = 0;
      quick.announce([home()]);
      await new Promise((resolve) => first.socket.once('pong', resolve).ping());
      expect(first.heard).toEqual([]);
    });
  } finally {
    live = before;
    quick.close();
  }
});

it('LIV-5 a malformed message closes only its own socket', async () => {
  const good = await listen(lead, [home()]);
  for (const message of [
    '',
    '{',
    '[]',
    'null',
    '{"watch":"partnership/x"}',
    '{"watch":["partnership/../x"]}',
    '{"watch":[1]}'
  ]) {
    const bad = await listen(lead, []);
    bad.socket.send(message);
    expect(await bad.closed, message).toBe(4400);
  }
  const binary = await listen(lead, []);
  binary.socket.send(Buffer.from([1, 2, 3]));
  expect(await binary.closed).toBe(4400);
  await new Promise((resolve) => good.socket.once('pong', resolve).ping());
  expect(good.socket.readyState).toBe(WebSocket.OPEN);
});

it('LIV-6 a member is present while a page is open and not afterwards', async () => {
  const visitor = await world.person('Visitor', {});
  expect(live.present(world.partnershipId).has(visitor.memberId)).toBe(false);
  const listener = await listen(visitor, [home()]);
  expect(live.present(world.partnershipId).has(visitor.memberId)).toBe(true);
  listener.socket.close();
  await vi.waitFor(() => expect(live.present(world.partnershipId).has(visitor.memberId)).toBe(false));
});

it('LIV-8 a session has at most 20 pages open at once', async () => {
  const many = await world.person('Many', {});
  const headers = { cookie: many.cookie, origin: TEST_ORIGIN };
  const open = await Promise.all(Array.from({ length: 20 }, () => statusOf(headers)));
  expect(new Set(open)).toEqual(new Set([101]));
  expect(await statusOf(headers)).toBe(429);
  expect(await statusOf({ cookie: lead.cookie, origin: TEST_ORIGIN })).toBe(101);
  sockets.find(({ readyState }) => readyState === WebSocket.OPEN)?.close();
  await vi.waitFor(async () => expect(await statusOf(headers)).toBe(101));
});

it('LIV-9 a page that says again and again what it watches is closed with 4429', async () => {
  const good = await listen(lead, [home()]);
  const flood = await listen(lead, [home()]);
  for (let count = 0; count < 60; count += 1) flood.socket.send(encodeWatch([home()]));
  expect(await flood.closed).toBe(4429);
  await new Promise((resolve) => good.socket.once('pong', resolve).ping());
  expect(good.socket.readyState).toBe(WebSocket.OPEN);
});

it('LIV-10 a topic that is named many times is asked for and answered once', async () => {
  const made = await lead.commands.createSpecification({ title: 'Once', serviceNumber: '' });
  if (isRefusal(made)) throw new Error(made.code);
  const topic: Topic = { kind: 'specification', id: made.id };
  const { db } = world.runtime.tools;
  const select = vi.fn(db.select.bind(db));
  const counted = Object.assign(Object.create(db) as typeof db, { select });
  const nobodys: Topic = { kind: 'ballot', id: made.id as never };
  const allowed = await watchable(counted, lead.actor, [topic, home(), topic, nobodys, topic, home()]);
  expect(allowed).toEqual([topic, home()]);
  expect(select).toHaveBeenCalledTimes(2);
  expect(await watchable(db, outsider.actor, [topic, home()])).toEqual([]);
});

it('LIV-10 while the database is being asked, only the newest thing a page says waits', async () => {
  const { sessions, db } = world.runtime.tools;
  const made = await lead.commands.createSpecification({ title: 'Newest', serviceNumber: '' });
  if (isRefusal(made)) throw new Error(made.code);
  const topic: Topic = { kind: 'specification', id: made.id };
  const own = new LiveConnections({ sessions, db, origins: [TEST_ORIGIN] });
  const before = live;
  live = own;
  try {
    const page = await listen(lead, []);
    await new Promise((resolve) => page.socket.once('pong', resolve).ping());
    const { _socket: wire } = page.socket as unknown as { _socket: Socket };
    wire.cork();
    for (let count = 0; count < 15; count += 1) page.socket.send(encodeWatch([topic]));
    page.socket.send(encodeWatch([topic, home()]));
    wire.uncork();
    await vi.waitFor(() => expect(page.heard).toContain(topicName(home())));
    expect(page.heard).toEqual([topic, topic, home()].map(topicName));
  } finally {
    live = before;
    own.close();
  }
});

it('LIV-11 a page that takes nothing is cut off, and the others go on', async () => {
  const slow = await listen(lead, [home()]);
  await vi.waitFor(() => expect(slow.heard.length).toBeGreaterThan(0));
  const many = Array.from({ length: 50 }, home);
  // Nothing is read in this process meanwhile, so it piles up in front of every page.
  for (let count = 0; count < 10_000; count += 1) live.announce(many);
  const good = await listen(lead, [home()]);
  await vi.waitFor(() => expect(good.heard.length).toBeGreaterThan(0));
  expect(await slow.closed).toBe(1006);
  expect(good.socket.readyState).toBe(WebSocket.OPEN);
});
