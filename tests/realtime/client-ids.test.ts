import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import * as Y from 'yjs';
import { encodeAskClientId, encodeReleaseClientId } from '#protocol/messages';
import { SCHEMA_VERSION } from '#schema/schema-version';
import { DatabaseClients } from '#server/db/document-clients';
import { documentClient } from '#server/db/schema/specifications';
import { ClientOwners } from '#server/realtime/client-owners';
import { realScheduler } from '#server/realtime/scheduler';
import { RawClient } from './raw-client';
import { SyncWorld, updateOf, words, write, type Draft, type SyncPerson } from './sync-world';

let world: SyncWorld;
let helen: SyncPerson;
let tom: SyncPerson;
let patrick: SyncPerson;
let draft: Draft;
const open: RawClient[] = [];

beforeAll(async () => {
  world = await SyncWorld.open({ askAgain: 10, socketsPerSession: 1000, clientIdsPerHour: 8 });
  helen = await world.person('Helen Marsh');
  tom = await world.person('Tom Adeyemi', { group: 'social-care' });
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

async function given(client: RawClient): Promise<number> {
  client.send(encodeAskClientId(SCHEMA_VERSION));
  return (await client.next('client-id')).clientId;
}

/** The document as a client has it, writing under `clientId`. */
async function copyOf(client: RawClient, clientId: number): Promise<Y.Doc> {
  const doc = await client.wholeDocument();
  doc.clientID = clientId;
  return doc;
}

const owners = () =>
  world.db.select().from(documentClient).where(eq(documentClient.documentId, draft.documentId));

describe('ids that the server hands out', () => {
  it('SYN-131 everybody who may edit is given an id of their own, and who may only read none', async () => {
    const ids = [await given(await raw(helen)), await given(await raw(tom)), await given(await raw(helen))];
    expect(new Set(ids).size).toBe(3);
    expect(await given(await raw(patrick))).toBe(0);
    expect((await owners()).map(({ clientId, personId }) => [clientId, personId]).sort()).toEqual(
      [
        [ids[0], helen.personId],
        [ids[1], tom.personId],
        [ids[2], helen.personId]
      ].sort()
    );
  });

  it('SYN-132 an id that was given back is given to the same person again, and to nobody else', async () => {
    const first = await raw(helen);
    const id = await given(first);
    first.send(encodeReleaseClientId(id));
    expect(await given(await raw(tom))).not.toBe(id);
    expect(await given(await raw(helen))).toBe(id);
    expect(await given(await raw(helen))).not.toBe(id);
  });

  it('SYN-132 nobody can give back an id of somebody else', async () => {
    const id = await given(await raw(helen));
    const forger = await raw(tom);
    forger.send(encodeReleaseClientId(id));
    await given(forger);
    expect((await owners()).find(({ clientId }) => clientId === id)).toMatchObject({
      personId: helen.personId,
      isFree: false
    });
  });

  it('SYN-133 an editor of another schema version is told to reload, and changes nothing', async () => {
    const old = await raw(helen);
    old.send(encodeAskClientId(SCHEMA_VERSION + 1));
    expect(await old.next('refused')).toMatchObject({ code: 'reload-needed' });
    expect(await old.next('client-id')).toMatchObject({ clientId: 0 });
    old.sendUpdate(updateOf(new Y.Doc(), (doc) => write(doc, 'in an old way')));
    expect(await old.next('refused')).toMatchObject({ code: 'read-only' });
    expect(await world.log(draft)).toEqual([]);
  });
});

describe('whose text it is', () => {
  it('SYN-134 new text under the id of somebody else is refused, and nobody else notices', async () => {
    const honest = await raw(helen);
    const doc = await copyOf(honest, await given(honest));
    honest.sendUpdate(updateOf(doc, (each) => write(each, 'what Helen wrote')));
    await honest.saved(1);
    const forger = await raw(tom);
    const forged = await copyOf(forger, doc.clientID);
    forger.sendUpdate(updateOf(forged, (each) => write(each, 'what Tom says that Helen wrote')));
    expect(await forger.next('refused')).toMatchObject({ code: 'not-your-words' });
    expect(words(await honest.wholeDocument())).toBe(words(doc));
    expect(await world.log(draft)).toHaveLength(1);
    expect(honest.all('update')).toEqual([]);
    honest.sendUpdate(updateOf(doc, (each) => write(each, 'and goes on')));
    await honest.saved(2);
    expect(words(await world.stored(draft))).toBe(words(doc));
  });

  it('SYN-134 an id that was only handed out is kept for its person', async () => {
    const honest = await raw(helen);
    const id = await given(honest);
    const forger = await raw(tom);
    forger.sendUpdate(updateOf(await copyOf(forger, id), (each) => write(each, 'quicker than Helen')));
    expect(await forger.next('refused')).toMatchObject({ code: 'not-your-words' });
    expect(await world.log(draft)).toEqual([]);
  });

  it('SYN-135 an id that a client chose itself is bound to its person at first use', async () => {
    const stock = await raw(helen);
    const doc = await copyOf(stock, 4_000_000_001);
    stock.sendUpdate(updateOf(doc, (each) => write(each, 'from a stock client')));
    await stock.saved(1);
    expect(await owners()).toMatchObject([{ clientId: 4_000_000_001, personId: helen.personId }]);
    const forger = await raw(tom);
    forger.sendUpdate(
      updateOf(await copyOf(forger, 4_000_000_001), (each) => write(each, 'from somebody else'))
    );
    expect(await forger.next('refused')).toMatchObject({ code: 'not-your-words' });
    expect(await world.log(draft)).toHaveLength(1);
  });

  it('SYN-135 an id that was shown in presence is its person’s before they write', async () => {
    const shy = await raw(helen);
    shy.sendPresence(77, { cursor: null });
    const forger = await raw(tom);
    await forger.presence();
    forger.sendUpdate(updateOf(await copyOf(forger, 77), (each) => write(each, 'under her id')));
    expect(await forger.next('refused')).toMatchObject({ code: 'not-your-words' });
    const doc = await copyOf(shy, 77);
    shy.sendUpdate(updateOf(doc, (each) => write(each, 'under my own id')));
    await shy.saved(1);
    expect(words(await world.stored(draft))).toBe(words(doc));
    expect(await owners()).toMatchObject([{ clientId: 77, personId: helen.personId }]);
  });

  it('SYN-155 an id that was only shown by somebody who may edit is theirs after a restart too', async () => {
    const [shy, reader] = [await raw(helen), await raw(patrick)];
    shy.sendPresence(78, { cursor: null });
    await reader.presence();
    reader.sendPresence(79, { cursor: null });
    await shy.presence();
    // Who may only read needs no id to write under.
    await shy.wholeDocument();
    expect(await owners()).toMatchObject([{ clientId: 78, personId: helen.personId }]);
    await world.restart();
    const forger = await raw(tom);
    forger.sendUpdate(updateOf(await copyOf(forger, 78), (each) => write(each, 'under her id')));
    expect(await forger.next('refused')).toMatchObject({ code: 'not-your-words' });
    expect(await world.log(draft)).toEqual([]);
  });

  it('SYN-155 who shows an id that somebody else was quicker to write under on another node is shown no more', async () => {
    const [slow, reader] = [await raw(helen), await raw(patrick)];
    const quicker = { clientId: 80, personId: tom.personId, documentId: draft.documentId };
    await world.db.insert(documentClient).values({ ...quicker, boundAt: new Date() });
    slow.sendPresence(80, { cursor: null });
    // Their going may overtake their coming.
    let shown = await reader.presence();
    while (shown.entries[0]?.state !== 'null') shown = await reader.presence();
    expect(shown.entries).toMatchObject([{ clientId: 80 }]);
    expect(await owners()).toMatchObject([quicker]);
  });

  it('SYN-135 two windows and a second device of one person may carry each other’s text', async () => {
    const [window, other] = [await raw(helen), await raw(helen)];
    const doc = await copyOf(window, await given(window));
    const offline = updateOf(doc, (each) => write(each, 'typed in one window'));
    // The other window read it from the store of the browser, and is the first to come back.
    other.sendUpdate(offline);
    await other.saved(1);
    window.sendUpdate(offline);
    await window.saved(1);
    expect(window.all('refused')).toEqual([]);
    expect(await world.log(draft)).toHaveLength(1);
  });

  it('SYN-136 what the server knows of others may come back with an edit, and changes nothing', async () => {
    const [a, b] = [await raw(helen), await raw(tom)];
    const doc = await copyOf(a, await given(a));
    a.sendUpdate(updateOf(doc, (each) => write(each, 'of Helen')));
    await a.saved(1);
    const full = await copyOf(b, await given(b));
    write(full, 'of Tom');
    b.sendUpdate(Y.encodeStateAsUpdate(full));
    await b.saved(1);
    expect(b.all('refused')).toEqual([]);
    expect((await world.log(draft)).map(({ personId }) => personId)).toEqual([helen.personId, tom.personId]);
  });

  it('SYN-137 one person cannot fill a document with ids', async () => {
    const greedy = await raw(tom);
    for (let count = 0; count < 8; count += 1) {
      const doc = await copyOf(greedy, 1000 + count);
      greedy.sendUpdate(updateOf(doc, (each) => write(each, `id ${count}`)));
    }
    await greedy.saved(8);
    const doc = await copyOf(greedy, 2000);
    greedy.sendUpdate(updateOf(doc, (each) => write(each, 'one too many')));
    expect(await greedy.next('refused')).toMatchObject({ code: 'too-fast' });
    expect(await owners()).toHaveLength(8);
    expect(words(await world.stored(draft))).not.toContain('one too many');
  });

  it('SYN-137 an id counts once, however often it is bound', async () => {
    const tools = {
      clients: new DatabaseClients(world.db, () => new Date()),
      scheduler: realScheduler,
      random: Math.random,
      limits: { clientIdsPerHour: 2 }
    };
    const owners = new ClientOwners(draft.documentId, tools);
    const [client, another] = [1, 2].map((clientId) => ({ clientId, personId: tom.personId }));
    for (let times = 0; times < 3; times += 1) expect(await owners.bind([client!])).toBe(true);
    expect(owners.mayBind(tom.personId)).toBe(true);
    expect(await owners.bind([client!, another!])).toBe(true);
    expect(owners.mayBind(tom.personId)).toBe(false);
  });

  it('SYN-138 a row holds the text of one person, also when many write in the same moment', async () => {
    const [a, b] = [await raw(helen), await raw(tom)];
    const first = await copyOf(a, await given(a));
    const second = await copyOf(b, await given(b));
    for (let count = 0; count < 30; count += 1) {
      a.sendUpdate(updateOf(first, (each) => write(each, `a${count}`)));
      b.sendUpdate(updateOf(second, (each) => write(each, `b${count}`)));
    }
    await Promise.all([a.saved(30), b.saved(30)]);
    const persons = new Map((await owners()).map(({ clientId, personId }) => [clientId, personId]));
    const doc = new Y.Doc();
    for (const { bytes, personId } of await world.log(draft)) {
      const clients = [...Y.parseUpdateMeta(bytes).to.keys()];
      expect(clients.map((client) => persons.get(client))).toEqual(clients.map(() => personId));
      Y.applyUpdate(doc, bytes);
      // Each row can be applied when the rows before it have been.
      expect(doc.store.pendingStructs).toBeNull();
    }
    expect(words(doc).match(/[ab]\d+/g)).toHaveLength(60);
  });
});
