import { asc, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { documentUpdate } from '#server/db/schema/specifications';
import type { OtherNodesTimes } from '#server/realtime/other-nodes';
import { buildWorld, TEST_CONFIG, type TestPerson, type World } from '#tests/builders/world';
import { LossyNetwork } from '#tests/cluster/lossy-network';
import { seeded } from '#tests/builders/seeded';
import { emptyDraft, TestNode } from '#tests/cluster/two-nodes';
import { RawClient } from './raw-client';
import { StockClient } from './stock-client';
import { words, write } from './sync-world';

/** Far longer than a test: what arrives in spite of it came another way. */
const NEVER = 3_600_000;
const SEEDS = process.env.CLUSTER_SEED ? [Number(process.env.CLUSTER_SEED)] : [1, 2, 3, 4, 5, 6];

let world: World;
let helen: TestPerson;
let tom: TestPerson;
let draft: Awaited<ReturnType<typeof emptyDraft>>;
let network: LossyNetwork;
const open: { close(): unknown }[] = [];

beforeAll(async () => {
  // A stock client complains about our own messages on the console; it is meant to skip them.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  world = await buildWorld();
  helen = await world.person('Helen Marsh', { roles: ['editor'] });
  tom = await world.person('Tom Adeyemi', { roles: ['editor'] });
});
beforeEach(async () => {
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
  const sockets = { sync: { ...sync, farewell: 500, lease, askAgain: 20 }, live: { ...live, lease } };
  const options = { config: { sockets }, times: { poll: NEVER, askAfresh: 20, ...times } };
  const start = () => TestNode.start(world.runtime.tools.db, network.bus(), options);
  const nodes: [TestNode, TestNode] = [await start(), await start()];
  open.push(...nodes);
  return nodes;
}

async function stock(node: TestNode, person: TestPerson): Promise<StockClient> {
  const client = new StockClient(node, person, draft.room);
  open.push(client);
  return client.synced();
}

async function raw(node: TestNode, person: TestPerson): Promise<RawClient> {
  const client = await RawClient.open(node, person, draft.room);
  open.push(client);
  await client.wholeDocument();
  return client;
}

const holds = (text: string) => (doc: Y.Doc) => words(doc).includes(text);

/** The rows of the log; every one follows on from those before it, from 1, without gaps. */
async function wholeLog(): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const rows = await world.runtime.tools.db
    .select()
    .from(documentUpdate)
    .where(eq(documentUpdate.documentId, draft.documentId))
    .orderBy(asc(documentUpdate.sequence));
  rows.forEach(({ sequence, bytes }, index) => {
    expect(sequence).toBe(index + 1);
    Y.applyUpdate(doc, new Uint8Array(bytes));
    expect(doc.store.pendingStructs).toBeNull();
    expect(doc.store.pendingDs).toBeNull();
  });
  return doc;
}

/** One lawful change somewhere in the text. */
function change({ doc }: StockClient, random: () => number, turn: number): void {
  const body = doc.getXmlFragment('body');
  const paragraph = body.get(Math.floor(random() * body.length));
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (random() < 0.3 || !(text instanceof Y.XmlText)) return write(doc, `paragraph ${turn}.`);
  const at = Math.floor(random() * (text.length + 1));
  if (random() < 0.3 && at < text.length) text.delete(at, 1);
  else text.insert(at, String(turn));
}

describe('documents', () => {
  it('CLU-10 an edit on one node reaches people on the other, and is not theirs to acknowledge', async () => {
    const [one, two] = await twoNodes();
    const [a, b] = [await stock(one, helen), await stock(two, tom)];
    write(a.doc, 'from the first node');
    await b.until(holds('from the first node'));
    write(b.doc, 'from the second node');
    await a.until(holds('from the second node'));
    expect(words(await wholeLog())).toBe(words(a.doc));
    expect(words(b.doc)).toBe(words(a.doc));
  });

  it('CLU-27 what was written before a node began to hear of a document arrives when it does', async () => {
    const [one, two] = await twoNodes();
    const a = await stock(one, helen);
    let begin = () => {};
    network.attendingFrom = new Promise((resolve) => (begin = resolve));
    const b = await stock(two, tom);
    a.provider.awareness.setLocalState({ user: {}, cursor: null });
    write(a.doc, 'written meanwhile');
    await vi.waitFor(async () => expect(words(await wholeLog())).toContain('written meanwhile'));
    expect(words(b.doc)).not.toContain('written meanwhile');
    begin();
    await b.until(holds('written meanwhile'));
    await vi.waitFor(() =>
      expect([...b.provider.awareness.getStates().values()]).toContainEqual(
        expect.objectContaining({ user: expect.objectContaining({ name: 'Helen Marsh' }) })
      )
    );
  });

  it('CLU-12 without a single hint an edit still arrives, by comparing with the log', async () => {
    const [one, two] = await twoNodes({ poll: 20 });
    const [a, b] = [await stock(one, helen), await stock(two, tom)];
    network.cut = true;
    const { passed } = network.done;
    write(a.doc, 'nobody was told of this');
    await b.until(holds('nobody was told of this'));
    expect(network.done.passed).toBe(passed);
  });

  it('CLU-12 one question compares every open document', async () => {
    const [one, two] = await twoNodes();
    const [a, b] = [await stock(one, helen), await stock(two, tom)];
    network.cut = true;
    write(a.doc, 'heard of at the next look');
    await vi.waitFor(async () => expect(words(await wholeLog())).toContain('next look'));
    expect(words(b.doc)).not.toContain('next look');
    await two.runtime.otherNodes!.poll();
    await b.until(holds('next look'));
  });

  it.each(SEEDS)(
    'CLU-11 hints that are lost, doubled, late and out of order lose and reorder nothing (CLUSTER_SEED=%i)',
    async (seed) => {
      const random = seeded(seed);
      network = new LossyNetwork(random);
      const [one, two] = await twoNodes({ poll: 50 });
      const clients = [
        await stock(one, helen),
        await stock(one, tom),
        await stock(two, helen),
        await stock(two, tom)
      ];
      write(clients[0]!.doc, 'The first paragraph.');
      network.weather = { lost: 0.3, doubled: 0.3, late: 0.4 };
      for (let turn = 0; turn < 150; turn += 1) {
        change(clients[Math.floor(random() * clients.length)]!, random, turn);
        if (random() < 0.5) await new Promise((resolve) => setTimeout(resolve, random() * 5));
        if (random() < 0.05) network.replay();
      }
      write(clients[0]!.doc, 'The end of one.');
      write(clients[2]!.doc, 'The end of two.');
      network.replay();
      const both = (doc: Y.Doc) => holds('The end of one.')(doc) && holds('The end of two.')(doc);
      await Promise.all(clients.map((client) => client.until(both)));
      const texts = () => clients.map(({ doc }) => words(doc));
      await vi.waitFor(async () => expect(new Set([...texts(), words(await wholeLog())]).size).toBe(1), {
        timeout: 20_000
      });
      for (const { doc } of clients) expect(doc.store.pendingStructs).toBeNull();
      expect(network.done).toMatchObject({
        lost: expect.toSatisfy((count: number) => count > 0),
        doubled: expect.toSatisfy((count: number) => count > 0),
        late: expect.toSatisfy((count: number) => count > 0)
      });
    }
  );

  it('CLU-13 two nodes that append at the same time take the numbers in turn, and every row follows on', async () => {
    const [one, two] = await twoNodes();
    const [a, b] = [await stock(one, helen), await stock(two, tom)];
    const EACH = 40;
    for (let turn = 0; turn < EACH; turn += 1) {
      write(a.doc, `a/${turn}.`);
      write(b.doc, `b/${turn}.`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const all = (doc: Y.Doc) => doc.getXmlFragment('body').length === 2 * EACH;
    await Promise.all([a.until(all), b.until(all)]);
    await vi.waitFor(async () => expect(words(await wholeLog())).toBe(words(a.doc)), { timeout: 20_000 });
    expect(words(b.doc)).toBe(words(a.doc));
  });
});

describe('presence', () => {
  const names = (client: StockClient): string[] =>
    [...client.provider.awareness.getStates().values()].flatMap((state) => state.user?.name ?? []);

  it('CLU-14 people on another node are shown, also to who comes later, and are gone when they leave', async () => {
    const [one, two] = await twoNodes();
    const a = await stock(one, helen);
    a.provider.awareness.setLocalState({ user: {}, cursor: null });
    await a.until(() => true);
    const b = await stock(two, tom);
    await vi.waitFor(() => expect(names(b)).toContain('Helen Marsh'));
    b.provider.awareness.setLocalState({ user: {}, cursor: null });
    await vi.waitFor(() => expect(names(a)).toContain('Tom Adeyemi'));
    b.close();
    await vi.waitFor(() => expect(names(a)).not.toContain('Tom Adeyemi'));
  });

  it('CLU-14 when a node falls silent its people’s carets are taken away, and come back with it', async () => {
    const [one, two] = await twoNodes({ silent: 200, alive: 20 });
    const [a, b] = [await stock(one, helen), await stock(two, tom)];
    b.provider.awareness.setLocalState({ user: {}, cursor: null });
    await vi.waitFor(() => expect(names(a)).toContain('Tom Adeyemi'));
    network.cut = true;
    await vi.waitFor(() => expect(names(a)).not.toContain('Tom Adeyemi'), { timeout: 5_000 });
    network.mend();
    await vi.waitFor(() => expect(names(a)).toContain('Tom Adeyemi'));
  });

  it('CLU-14 nobody on another node can take over the caret of somebody who is here', async () => {
    const [one, two] = await twoNodes();
    const [a, watcher] = [await stock(one, helen), await stock(one, tom)];
    a.provider.awareness.setLocalState({ user: {}, cursor: null });
    await vi.waitFor(() => expect(names(watcher)).toContain('Helen Marsh'));
    const thief = await raw(two, tom);
    thief.sendPresence(a.doc.clientID, { user: {}, cursor: null }, 2 ** 40);
    write(a.doc, 'what is said afterwards');
    await watcher.until(holds('what is said afterwards'));
    const shown = watcher.provider.awareness.getStates().get(a.doc.clientID);
    expect(shown).toMatchObject({ user: { name: 'Helen Marsh' } });
  });
});
