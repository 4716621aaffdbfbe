import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodePresenceFrame } from '#protocol/messages';
import { RawClient } from './raw-client';
import { StockClient } from './stock-client';
import { SyncWorld, type Draft, type SyncPerson } from './sync-world';

let world: SyncWorld;
let helen: SyncPerson;
let patrick: SyncPerson;
let draft: Draft;
const open: { close(): unknown }[] = [];

beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  world = await SyncWorld.open();
  helen = await world.person('Helen Marsh', { group: 'commissioner' });
  patrick = await world.person('Patrick Doyle', { group: 'patient-carer', roles: ['contributor'] });
});
beforeEach(async () => {
  draft = await world.draft(helen);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});
afterAll(() => world.close());

async function raw(person: SyncPerson): Promise<RawClient> {
  const client = await RawClient.open(world, person, draft.room);
  open.push(client);
  await client.wholeDocument();
  return client;
}

async function stock(person: SyncPerson): Promise<StockClient> {
  const client = new StockClient(world, person, draft.room);
  open.push(client);
  return client.synced();
}

const shownOf = (client: RawClient, clientId: number) =>
  client
    .all('presence')
    .flatMap(({ entries }) => entries)
    .filter((entry) => entry.clientId === clientId)
    .map(({ state }) => JSON.parse(state) as unknown);

const asPatrick = () => ({ name: 'Patrick Doyle', group: 'patient-carer', memberId: patrick.memberId });
const CARET = {
  anchor: { type: null, tname: 'body', item: null, assoc: 0 },
  head: { item: { client: 3, clock: 4 } }
};
const CARET_SHOWN = {
  anchor: { type: null, tname: 'body', item: null, assoc: 0 },
  head: { type: null, tname: null, item: { client: 3, clock: 4 }, assoc: 0 }
};

describe('presence', () => {
  it('SYN-21 the server writes who somebody is, whatever they claim, and passes on nothing but the caret', async () => {
    const [watcher, liar] = [await raw(helen), await raw(patrick)];
    const claim = {
      name: 'Helen Marsh',
      group: 'commissioner',
      memberId: helen.memberId,
      color: 'url(evil)'
    };
    liar.sendPresence(11, { user: claim, cursor: CARET, html: '<script>', role: 'lead' }, 2 ** 40);
    const { entries } = await watcher.presence();
    expect(entries.map(({ clientId }) => clientId)).toEqual([11]);
    expect(JSON.parse(entries[0]!.state)).toEqual({ user: asPatrick(), cursor: CARET_SHOWN });
  });

  it.each([
    ['a string', 'x'],
    ['a list', { anchor: [], head: [] }],
    [
      'markup and prototype keys',
      JSON.parse('{"anchor":{"__proto__":{"a":1},"tname":"<b>"},"head":{}}') as unknown
    ],
    ['places that are no numbers', { anchor: { item: { client: -1, clock: 'a' } }, head: CARET.head }]
  ])('SYN-21 a caret that is %s is left out', async (_, cursor) => {
    const [watcher, sender] = [await raw(helen), await raw(patrick)];
    sender.sendPresence(12, { cursor });
    const { entries } = await watcher.presence();
    expect(JSON.parse(entries[0]!.state)).toEqual({ user: asPatrick(), cursor: null });
  });

  it('SYN-22 nobody can speak for a client of somebody else, and its entry stays as it was', async () => {
    const [owner, thief, watcher] = [await raw(helen), await raw(patrick), await raw(helen)];
    owner.sendPresence(21, { cursor: null });
    await watcher.presence();
    thief.sendPresence(22, {});
    thief.sendPresence(21, { user: { name: 'Thief' } }, 2 ** 40);
    thief.sendPresence(21, null, 2 ** 41);
    // A frame that arrives after the forged ones shows that they have been dealt with.
    thief.sendPresence(22, { cursor: CARET });
    await vi.waitFor(() =>
      expect(shownOf(watcher, 22)).toContainEqual({ user: asPatrick(), cursor: CARET_SHOWN })
    );
    expect(shownOf(watcher, 21)).toHaveLength(1);
    const late = await raw(patrick);
    expect(shownOf(late, 21)).toMatchObject([{ user: { name: 'Helen Marsh' } }]);
    expect(thief.all('refused')).toHaveLength(0);
  });

  it('SYN-22 one connection cannot fill the room with people', async () => {
    const [crowd, watcher] = [await raw(patrick), await raw(helen)];
    const entries = Array.from({ length: 900 }, (_, index) => ({
      clientId: index + 1,
      clock: 1,
      state: '{}'
    }));
    crowd.send(encodePresenceFrame(entries));
    await watcher.presence();
    const late = await raw(helen);
    expect(late.all('presence').flatMap((each) => each.entries)).toHaveLength(1);
  });

  it('SYN-22 what stock clients pass on of others changes nothing', async () => {
    const [a, b] = [await stock(helen), await stock(patrick)];
    a.provider.awareness.setLocalStateField('cursor', CARET);
    b.provider.awareness.setLocalStateField('user', { name: 'Somebody else' });
    const seenBy = (client: StockClient, other: StockClient) =>
      client.provider.awareness.getStates().get(other.doc.clientID);
    await vi.waitFor(() => {
      expect(seenBy(b, a)).toEqual({
        user: { name: 'Helen Marsh', group: 'commissioner', memberId: helen.memberId },
        cursor: CARET_SHOWN
      });
      expect(seenBy(a, b)).toMatchObject({ user: asPatrick() });
    });
    const late = await raw(helen);
    const states = late.all('presence').flatMap(({ entries }) => entries);
    expect(states.map(({ clientId }) => clientId).sort()).toEqual([a.doc.clientID, b.doc.clientID].sort());
  });

  it('SYN-23 a newcomer is shown who is there, and asking shows it again', async () => {
    const early = await raw(helen);
    early.sendPresence(31, { cursor: CARET });
    await vi.waitFor(async () => expect(shownOf(await raw(helen), 31)).toHaveLength(1));
    const late = await raw(patrick);
    expect(shownOf(late, 31)).toHaveLength(1);
    late.send(new Uint8Array([3]));
    await vi.waitFor(() => expect(shownOf(late, 31)).toHaveLength(2));
  });

  it('SYN-23 who leaves, or whose line is cut, is gone for everybody', async () => {
    const [watcher, leaver, cut] = [await raw(helen), await raw(patrick), await raw(patrick)];
    leaver.sendPresence(32, {});
    cut.sendPresence(33, {});
    await vi.waitFor(() =>
      expect([shownOf(watcher, 32).length, shownOf(watcher, 33).length]).toEqual([1, 1])
    );
    await leaver.close();
    cut.socket.terminate();
    await vi.waitFor(() => {
      expect(shownOf(watcher, 32).at(-1)).toBeNull();
      expect(shownOf(watcher, 33).at(-1)).toBeNull();
    });
  });

  it('SYN-23 the same browser that comes back is shown again, also before its old socket is seen to be dead', async () => {
    const [watcher, first] = [await raw(helen), await raw(patrick)];
    first.sendPresence(34, {}, 9);
    await watcher.presence();
    const second = await raw(patrick);
    second.sendPresence(34, { cursor: CARET }, 1);
    await vi.waitFor(() =>
      expect(shownOf(watcher, 34).at(-1)).toEqual({ user: asPatrick(), cursor: CARET_SHOWN })
    );
    await first.close();
    await watcher.wholeDocument();
    const clocks = watcher.all('presence').flatMap(({ entries }) => entries.map(({ clock }) => clock));
    expect(clocks).toEqual([...clocks].sort((x, y) => x - y));
    expect(shownOf(await raw(helen), 34)).toHaveLength(1);
  });

  it('SYN-24 a storm of carets becomes few frames, and the newest caret is the one that is shown', async () => {
    const [watcher, mover] = [await raw(helen), await raw(patrick)];
    const at = (clock: number) => ({
      anchor: { item: { client: 1, clock } },
      head: { item: { client: 1, clock } }
    });
    for (let clock = 1; clock <= 1000; clock += 1) mover.sendPresence(41, { cursor: at(clock) }, clock);
    await vi.waitFor(() =>
      expect(shownOf(watcher, 41).at(-1)).toMatchObject({ cursor: { head: { item: { clock: 1000 } } } })
    );
    expect(shownOf(watcher, 41).length).toBeLessThan(100);
  });

  it('SYN-24 a state over the size limit is left out', async () => {
    const [watcher, sender] = [await raw(helen), await raw(patrick)];
    sender.sendPresence(42, { cursor: null, filler: 'x'.repeat(5000) });
    sender.sendPresence(43, {});
    await vi.waitFor(() => expect(shownOf(watcher, 43)).toHaveLength(1));
    expect(shownOf(watcher, 42)).toHaveLength(0);
  });
});
