import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { SyncLimits } from '#protocol/limits';
import { encodePresenceFrame } from '#protocol/messages';
import { RawClient } from './raw-client';
import { SilentLine } from './silent-line';
import { StockClient } from './stock-client';
import { SyncWorld, updateOf, words, write, type Draft, type SyncPerson } from './sync-world';

/** By their limits, since opening one takes longer than most tests. */
const worlds = new Map<string, SyncWorld>();
let world: SyncWorld;
let helen: SyncPerson;
let tom: SyncPerson;
let draft: Draft;
const open: { close(): unknown }[] = [];

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
  vi.restoreAllMocks();
});
afterAll(async () => {
  await Promise.all([...worlds.values()].map((each) => each.close()));
});

async function start(limits: Partial<SyncLimits> = {}): Promise<void> {
  const name = JSON.stringify(limits);
  world = worlds.get(name) ?? (await SyncWorld.open(limits));
  worlds.set(name, world);
  helen = await world.person('Helen Marsh');
  tom = await world.person('Tom Adeyemi');
  draft = await world.draft(helen);
}

async function raw(person: SyncPerson): Promise<RawClient> {
  const client = await RawClient.open(world, person, draft.room);
  open.push(client);
  await client.wholeDocument();
  return client;
}

/** A client that everybody in the room has been shown. */
async function shown(person: SyncPerson, clientId: number, watcher: RawClient): Promise<RawClient> {
  const client = await raw(person);
  client.sendPresence(clientId, {});
  await vi.waitFor(() => expect(statesOf(watcher, clientId)).not.toHaveLength(0));
  return client;
}

const statesOf = (client: RawClient, clientId: number) =>
  client
    .all('presence')
    .flatMap(({ entries }) => entries)
    .filter((entry) => entry.clientId === clientId)
    .map(({ state }) => JSON.parse(state) as { cursor: { head: { item: { clock: number } } } } | null);

const caretAt = (clock: number) => ({
  cursor: { anchor: { item: { client: 1, clock } }, head: { item: { client: 1, clock } } }
});

/** An edit under this client id. */
function editAs(clientId: number, text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  return updateOf(doc, (each) => write(each, text));
}

describe('whose presence it is', () => {
  it('SYN-111 nobody is shown under an id that somebody else has written under, here or not', async () => {
    await start();
    const [author, watcher, thief] = [await raw(tom), await raw(tom), await raw(helen)];
    author.sendUpdate(editAs(500, 'mine'));
    await author.saved(1);
    await author.close();
    thief.sendPresence(500, {}, 2 ** 40);
    thief.sendPresence(501, {});
    await vi.waitFor(() => expect(statesOf(watcher, 501)).toHaveLength(1));
    expect(statesOf(watcher, 500)).toHaveLength(0);
    expect(thief.all('refused')).toHaveLength(0);
    await shown(tom, 500, watcher);
    expect(statesOf(watcher, 500)).toMatchObject([{ user: { name: 'Tom Adeyemi' } }]);
  });

  it('SYN-111 an id that somebody was shown under is theirs before they write: nobody else can', async () => {
    await start();
    const watcher = await raw(tom);
    const owner = await shown(helen, 600, watcher);
    const thief = await raw(tom);
    thief.sendUpdate(editAs(600, 'in her name'));
    expect(await thief.next('refused')).toMatchObject({ code: 'not-your-words' });
    expect(await world.log(draft)).toHaveLength(0);
    owner.sendUpdate(editAs(600, 'in her own name'));
    await owner.saved(1);
    expect(words(await watcher.wholeDocument())).toContain('in her own name');
  });

  it('SYN-111 an editor that is given another id says it has gone and is shown again under that one', async () => {
    await start();
    const watcher = await raw(tom);
    const editor = await raw(helen);
    editor.sendUpdate(editAs(702, 'under the new id'));
    await editor.saved(1);
    editor.sendPresence(701, {});
    await vi.waitFor(() => expect(statesOf(watcher, 701)).toHaveLength(1));
    // While it is shown under one id, whatever it says of another is hearsay, though that one is its own too.
    editor.sendPresence(702, {});
    editor.sendPresence(701, caretAt(1));
    await vi.waitFor(() => expect(statesOf(watcher, 701)).toHaveLength(2));
    expect(statesOf(watcher, 702)).toHaveLength(0);
    editor.sendPresence(701, null);
    editor.sendPresence(702, caretAt(2));
    await vi.waitFor(() => expect(statesOf(watcher, 702)).toHaveLength(1));
    expect(statesOf(watcher, 701).at(-1)).toBeNull();
  });
});

describe('how often', () => {
  it('SYN-112 what changes in one turn is one frame, and nobody is sent back their own', async () => {
    await start();
    const watcher = await raw(tom);
    const movers: RawClient[] = [];
    for (let id = 1; id <= 5; id += 1) movers.push(await shown(helen, id, watcher));
    await vi.waitFor(() => expect(statesOf(movers[0]!, 5)).toHaveLength(1));
    const before = watcher.all('presence').length;
    movers.forEach((mover, at) => mover.sendPresence(at + 1, caretAt(7)));
    const { entries } = await vi.waitFor(
      () => watcher.all('presence')[before] ?? Promise.reject(new Error())
    );
    expect(entries.map(({ clientId }) => clientId).sort()).toEqual([1, 2, 3, 4, 5]);
    for (const [at, mover] of movers.entries()) {
      await vi.waitFor(() => expect(mover.all('presence').at(-1)!.entries).toHaveLength(4));
      expect(statesOf(mover, at + 1)).toHaveLength(0);
    }
    await watcher.wholeDocument();
    expect(watcher.all('presence')).toHaveLength(before + 1);
  });

  it('SYN-112 who moves faster than ten times a second is shown at that pace, and in the end where they are', async () => {
    await start({ presenceEvery: 100, presenceBurst: 3 });
    const watcher = await raw(tom);
    const mover = await raw(helen);
    const began = performance.now();
    let clock = 0;
    while (performance.now() - began < 1000) {
      mover.sendPresence(41, caretAt((clock += 1)));
      await mover.wholeDocument();
    }
    await vi.waitFor(() => expect(statesOf(watcher, 41).at(-1)!.cursor.head.item.clock).toBe(clock));
    const tenths = (performance.now() - began) / 100;
    const carets = statesOf(watcher, 41).map((state) => state!.cursor.head.item.clock);
    expect(clock).toBeGreaterThan(carets.length);
    expect(carets.length).toBeLessThanOrEqual(3 + tenths + 1);
    expect(carets).toEqual([...carets].sort((a, b) => a - b));
  });

  it('SYN-112 who asks again and again who is there is told at that pace too', async () => {
    await start();
    const asker = await raw(tom);
    await shown(helen, 51, asker);
    const began = performance.now();
    const heard = asker.all('presence').length;
    for (let asked = 0; asked < 1000; asked += 1) asker.send(new Uint8Array([3]));
    await asker.wholeDocument();
    await vi.waitFor(() => expect(asker.all('presence').length).toBeGreaterThan(heard));
    const tenths = (performance.now() - began) / 100;
    expect(asker.all('presence').length - heard).toBeLessThanOrEqual(tenths + 2);
  });
});

describe('how much', () => {
  it('SYN-113 a room shows so many clients and no more; who leaves makes room', async () => {
    await start({ presenceClients: 3 });
    const watcher = await raw(tom);
    const people: RawClient[] = [];
    for (let id = 1; id <= 3; id += 1) people.push(await shown(helen, id, watcher));
    const fourth = await raw(helen);
    fourth.sendPresence(4, {});
    people[0]!.sendPresence(1, caretAt(9));
    await vi.waitFor(() => expect(statesOf(watcher, 1)).toHaveLength(2));
    expect(statesOf(watcher, 4)).toHaveLength(0);
    await people[2]!.close();
    await vi.waitFor(() => expect(statesOf(watcher, 3).at(-1)).toBeNull());
    fourth.sendPresence(4, {});
    await vi.waitFor(() => expect(statesOf(watcher, 4)).toHaveLength(1));
  });

  it.each([
    ['more than the limit', 6, { presenceEntries: 5 }],
    ['fifty thousand', 50_000, {}]
  ])('SYN-113 a message that names %s is of no honest client', async (_, count, limits) => {
    await start(limits);
    const [watcher, liar] = [await raw(tom), await raw(helen)];
    const entries = Array.from({ length: count }, (_, at) => ({ clientId: at + 1, clock: 1, state: '{}' }));
    liar.send(encodePresenceFrame(entries));
    expect((await liar.closed).code).toBe(4400);
    await watcher.wholeDocument();
    expect(watcher.all('presence').flatMap((said) => said.entries)).toHaveLength(0);
  });

  it('SYN-113 nothing is kept of who has left', async () => {
    await start();
    const watcher = await raw(tom);
    for (let id = 1; id <= 30; id += 1) {
      const guest = await shown(helen, id, watcher);
      await guest.close();
      await vi.waitFor(() => expect(statesOf(watcher, id).at(-1)).toBeNull());
    }
    expect(world.rooms.presenceIn(draft.documentId)).toMatchObject({ size: 0 });
  });
});

describe('damaged presence', () => {
  /** A stock client says so once of every message of ours that it does not know. */
  const complaints = () =>
    vi.mocked(console.error).mock.calls.filter(([said]) => said !== 'Unable to compute message');

  it.each([
    ['no JSON', '{"cursor":'],
    ['nothing', ''],
    ['a number', '1e999'],
    ['a word', 'undefined'],
    ['a list', '[{"cursor":null}]'],
    ['thousands of brackets', '['.repeat(4000)],
    ['a text over the limit', JSON.stringify({ name: 'x'.repeat(5000) })]
  ])('SYN-114 a state that is %s is dropped, and the next one is shown', async (_, state) => {
    await start();
    const witness = new StockClient(world, tom, draft.room);
    open.push(witness);
    await witness.synced();
    const sender = await raw(helen);
    sender.send(encodePresenceFrame([{ clientId: 61, clock: 1, state }]));
    sender.sendPresence(61, caretAt(3));
    const seen = () => witness.provider.awareness.getStates().get(61);
    await vi.waitFor(() => expect(seen()).toMatchObject({ user: { name: 'Helen Marsh' } }));
    expect(sender.socket.readyState).toBe(sender.socket.OPEN);
    expect(complaints()).toEqual([]);
  });

  it.each([
    [
      'prototype keys',
      '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"cursor":null}'
    ],
    [
      'prototype keys in the caret',
      '{"cursor":{"__proto__":{"admin":true},"anchor":{"__proto__":{"item":1}},"head":{}}}'
    ],
    ['a place outside the text', JSON.stringify(caretAt(2 ** 50))],
    ['a direction override and markup', '{"user":{"name":"\\u202e<img src=x onerror=1>"},"cursor":null}']
  ])('SYN-114 %s reach nobody', async (_, state) => {
    await start();
    const witness = new StockClient(world, tom, draft.room);
    open.push(witness);
    await witness.synced();
    const sender = await raw(helen);
    sender.send(encodePresenceFrame([{ clientId: 62, clock: 1, state }]));
    const seen = () => witness.provider.awareness.getStates().get(62);
    await vi.waitFor(() => expect(seen()).toBeDefined());
    const user = { name: 'Helen Marsh', group: 'commissioner', memberId: helen.memberId };
    expect(seen()).toMatchObject({ user });
    expect(Object.keys(seen()!).sort()).toEqual(['cursor', 'user']);
    expect(JSON.stringify(seen())).not.toMatch(/admin|onerror|\u202e/);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    expect(complaints()).toEqual([]);
  });
});

it('SYN-115 somebody whose line went silent is gone for everybody, and those whose lines are alive stay', async () => {
  await start({ heartbeat: 400 });
  const line = await SilentLine.open(world.port);
  open.push(line);
  const watcher = await raw(tom);
  const steady = await shown(tom, 71, watcher);
  const lost = await RawClient.open(line, helen, draft.room);
  lost.sendPresence(72, {});
  await vi.waitFor(() => expect(statesOf(watcher, 72)).toHaveLength(1));
  line.goSilent();
  await vi.waitFor(() => expect(statesOf(watcher, 72).at(-1)).toBeNull(), { timeout: 20_000 });
  expect(lost.socket.readyState).toBe(lost.socket.OPEN);
  expect(statesOf(watcher, 71)).toHaveLength(1);
  expect(steady.socket.readyState).toBe(steady.socket.OPEN);
});
