import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { isRefusal } from '#domain/refusal';
import { decodeChanged, encodeWatch } from '#protocol/live-messages';
import { topicName, type Topic } from '#protocol/topics';
import { changePassword } from '#server/auth/change-password';
import { signOut } from '#server/auth/sign-in';
import { commandsFor } from '#server/commands/all-commands';
import { member, session } from '#server/db/schema/people';
import type { OtherNodesTimes } from '#server/realtime/other-nodes';
import {
  buildWorld,
  PASSWORD,
  TEST_CONFIG,
  TEST_ORIGIN,
  type TestPerson,
  type World
} from '#tests/builders/world';
import { LossyNetwork } from '#tests/cluster/lossy-network';
import { seeded } from '#tests/builders/seeded';
import { emptyDraft, TestNode } from '#tests/cluster/two-nodes';
import { RawClient } from './raw-client';
import { updateOf, write } from './sync-world';

/** Far longer than a test: what happens in spite of it happened another way. */
const NEVER = 3_600_000;

let world: World;
let helen: TestPerson;
let tom: TestPerson;
let draft: Awaited<ReturnType<typeof emptyDraft>>;
let network: LossyNetwork;
const open: { close(): unknown }[] = [];

beforeAll(async () => {
  world = await buildWorld();
});
beforeEach(async () => {
  helen = await world.person('Helen Marsh', { roles: ['lead', 'editor'] });
  tom = await world.person('Tom Adeyemi', { roles: ['editor'] });
  const { partnershipId } = world;
  draft = await emptyDraft(world.runtime.tools.db, { partnershipId, memberId: helen.memberId });
  network = new LossyNetwork(seeded(1));
});
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});
afterAll(() => world.close());

async function twoNodes(times: Partial<OtherNodesTimes> = {}, lease = NEVER): Promise<[TestNode, TestNode]> {
  const { sync, live } = TEST_CONFIG.sockets;
  const sockets = { sync: { ...sync, farewell: 500, lease }, live: { ...live, lease } };
  const options = { config: { sockets }, times: { poll: NEVER, askAfresh: 20, ...times } };
  const start = () => TestNode.start(world.runtime.tools.db, network.bus(), options);
  const nodes: [TestNode, TestNode] = [await start(), await start()];
  open.push(...nodes);
  return nodes;
}

async function raw(node: TestNode, person: TestPerson): Promise<RawClient> {
  const client = await RawClient.open(node, person, draft.room);
  open.push(client);
  await client.wholeDocument();
  return client;
}

interface Page {
  readonly heard: string[];
  readonly closed: Promise<number>;
}

/** An open page that watches these; it has been told of them once, as every page is. */
async function page(node: TestNode, person: TestPerson, topics: readonly Topic[]): Promise<Page> {
  const headers = { cookie: person.cookie, origin: TEST_ORIGIN };
  const socket = new WebSocket(node.url.replace('/sync', '/live'), { headers });
  const heard: string[] = [];
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('message', (data) => heard.push(...(decodeChanged(String(data)) ?? []).map(topicName)));
  open.push({ close: () => socket.terminate() });
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(encodeWatch(topics));
  await vi.waitFor(() => expect(heard).toEqual(expect.arrayContaining(topics.map(topicName))));
  heard.length = 0;
  return { heard, closed };
}

const home = (): Topic => ({ kind: 'partnership', id: world.partnershipId });

describe('pages', () => {
  it('CLU-15 what changes on one node is announced to pages on the other', async () => {
    const [one, two] = await twoNodes();
    const there = await page(two, tom, [home()]);
    const made = await commandsFor(helen.actor, one.runtime.tools).createSpecification({
      title: 'Frailty at home',
      serviceNumber: ''
    });
    expect(isRefusal(made)).toBe(false);
    await vi.waitFor(() => expect(there.heard).toContain(topicName(home())));
  });

  it('CLU-15 what is written in a room is announced to pages on a node where nobody has it open', async () => {
    const [one, two] = await twoNodes();
    const topic: Topic = { kind: 'specification', id: draft.specificationId };
    const there = await page(two, tom, [topic]);
    const writer = await raw(one, helen);
    writer.sendUpdate(updateOf(new Y.Doc(), (doc) => write(doc, 'A new paragraph.')));
    await writer.saved(1);
    await vi.waitFor(() => expect(there.heard).toContain(topicName(topic)));
    expect(two.runtime.rooms.size).toBe(0);
  });

  it('CLU-18 when the line stands again every page asks afresh, for announcements may be missing', async () => {
    const [one, two] = await twoNodes();
    const there = await page(two, tom, [home()]);
    network.cut = true;
    one.runtime.tools.announce([home()]);
    network.mend();
    await vi.waitFor(() => expect(there.heard).toContain(topicName(home())));
  });
});

describe('rights', () => {
  it('CLU-16 signing out on one node closes the session’s sockets on the other', async () => {
    const [one, two] = await twoNodes();
    const [text, pageThere] = [await raw(two, helen), await page(two, helen, [home()])];
    const other = await raw(two, tom);
    await signOut(helen.token, helen.actor.sessionHash, one.runtime.tools);
    expect((await text.closed).code).toBe(4401);
    expect(await pageThere.closed).toBe(4401);
    other.sendUpdate(updateOf(new Y.Doc(), (doc) => write(doc, 'The others go on.')));
    await other.saved(1);
  });

  it('SIG-19 a change of password on one node closes that person’s sockets on the other, and nobody else’s', async () => {
    const [one, two] = await twoNodes();
    const other = await raw(two, tom);
    const [text, pageThere] = [await raw(two, helen), await page(two, helen, [home()])];
    const fields = { presentPassword: PASSWORD, newPassword: 'violet kettle harbour' };
    const cookie = await changePassword(fields, helen.actor, one.runtime.tools);
    if (isRefusal(cookie)) throw new Error(cookie.message);
    expect((await text.closed).code).toBe(4401);
    expect(await pageThere.closed).toBe(4401);
    const actorOf = (token: string) => two.runtime.tools.sessions.actorOf(token);
    expect(await actorOf(helen.token)).toEqual({ kind: 'nobody' });
    expect(await actorOf(cookie.value)).toMatchObject({ personId: helen.actor.personId });
    expect(other.socket.readyState).toBe(other.socket.OPEN);
  });

  it('CLU-17 a right that goes on one node is lost on the other', async () => {
    const [one, two] = await twoNodes();
    const [text, other] = [await raw(two, tom), await raw(two, helen)];
    const { db } = world.runtime.tools;
    await db.update(member).set({ leftAt: new Date() }).where(eq(member.id, tom.memberId));
    one.runtime.tools.rightsChanged();
    expect((await text.closed).code).toBe(4403);
    expect(other.socket.readyState).toBe(other.socket.OPEN);
  });

  it('CLU-16 with the line cut a session that ended is noticed by the lease', async () => {
    const [one, two] = await twoNodes({}, 100);
    const [text, pageThere] = [await raw(two, helen), await page(two, helen, [home()])];
    network.cut = true;
    const { passed } = network.done;
    await signOut(helen.token, helen.actor.sessionHash, one.runtime.tools);
    expect((await text.closed).code).toBe(4401);
    expect(await pageThere.closed).toBe(4401);
    expect(network.done.passed).toBe(passed);
  });

  it('CLU-18 when the line stands again everybody’s rights are asked for, whoever was cut off', async () => {
    const [one, two] = await twoNodes();
    const [there, here] = [await raw(two, helen), await raw(one, tom)];
    network.cut = true;
    const { db } = world.runtime.tools;
    await db.delete(session).where(eq(session.personId, helen.actor.personId));
    await db.delete(session).where(eq(session.personId, tom.actor.personId));
    one.runtime.tools.sessionEnded(helen.actor.sessionHash);
    network.mend();
    expect((await there.closed).code).toBe(4401);
    expect((await here.closed).code).toBe(4401);
  });
});
