import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { appendUpdates } from '#server/db/documents';
import { encodeSync } from '#protocol/messages';
import { RawClient } from './raw-client';
import { StockClient } from './stock-client';
import { SyncWorld, updateOf, words, write, type Draft, type SyncPerson } from './sync-world';

let world: SyncWorld;
let helen: SyncPerson;
let tom: SyncPerson;
let draft: Draft;
const open: { close(): unknown }[] = [];

beforeAll(async () => {
  // A stock client complains about message 100 on the console; it is meant to skip it.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  world = await SyncWorld.open({ askAgain: 10 });
  helen = await world.person('Helen Marsh');
  tom = await world.person('Tom Adeyemi', { group: 'social-care' });
});
beforeEach(async () => {
  draft = await world.draft(helen);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});
afterAll(() => world.close());

async function stock(person: SyncPerson): Promise<StockClient> {
  const client = new StockClient(world, person, draft.room);
  open.push(client);
  return client.synced();
}

async function raw(person: SyncPerson): Promise<RawClient> {
  const client = await RawClient.open(world, person, draft.room);
  open.push(client);
  await client.wholeDocument();
  return client;
}

const holds = (text: string) => (doc: Y.Doc) => words(doc).includes(text);

describe('stock clients', () => {
  it('SYN-6 two stock clients that write at the same time end with the same document', async () => {
    const [a, b] = await Promise.all([stock(helen), stock(tom)]);
    for (let turn = 0; turn < 20; turn += 1) {
      write(a.doc, `from a ${turn}.`);
      write(b.doc, `from b ${turn}.`);
    }
    const all = (doc: Y.Doc) => doc.getXmlFragment('body').length === 40;
    await Promise.all([a.until(all), b.until(all)]);
    expect(words(a.doc)).toBe(words(b.doc));
    expect(words(await world.stored(draft))).toBe(words(a.doc));
  });

  it('SYN-6 what was written offline arrives when the client connects', async () => {
    const a = new StockClient(world, helen, draft.room);
    open.push(a);
    write(a.doc, 'written before the connection');
    const b = await stock(tom);
    await b.until(holds('written before the connection'));
  });

  it('SYN-6 formatting that two people change at once ends the same for both and in the log', async () => {
    const [a, b] = await Promise.all([stock(helen), stock(tom)]);
    write(a.doc, 'make this bold');
    await b.until(holds('make this bold'));
    const text = (doc: Y.Doc) => (doc.getXmlFragment('body').get(0) as Y.XmlElement).get(0) as Y.XmlText;
    text(a.doc).format(0, 9, { bold: {} });
    text(b.doc).format(5, 9, { bold: {} });
    text(a.doc).delete(2, 3);
    write(a.doc, 'end a');
    write(b.doc, 'end b');
    const both = (doc: Y.Doc) => holds('end a')(doc) && holds('end b')(doc);
    await Promise.all([a.until(both), b.until(both)]);
    expect(words(a.doc)).toBe(words(b.doc));
    expect(words(await world.stored(draft))).toBe(words(a.doc));
  });

  it('SYN-7 the text is still there after the server was started again', async () => {
    const a = await stock(helen);
    write(a.doc, 'survives a restart');
    const b = await stock(tom);
    await b.until(holds('survives a restart'));
    a.close();
    b.close();
    await world.restart();
    expect(world.rooms.size).toBe(0);
    const c = await stock(tom);
    expect(words(c.doc)).toContain('survives a restart');
  });

  it('SYN-7 stock clients come back by themselves after a restart and go on', async () => {
    const [a, b] = await Promise.all([stock(helen), stock(tom)]);
    await world.restart();
    write(a.doc, 'typed while the server was away');
    await b.until(holds('typed while the server was away'));
    expect(words(await world.stored(draft))).toContain('typed while the server was away');
  });
});

describe('durable before delivered', () => {
  it('SYN-8 nobody is sent an update, or told it is saved, before it is in the log', async () => {
    const [a, b] = [await raw(helen), await raw(tom)];
    let release = () => {};
    let entered = () => {};
    const inside = new Promise<void>((resolve) => (entered = resolve));
    const blocked = world.db.transaction(async (tx) => {
      await tx.execute(sql`lock table document_update in access exclusive mode`);
      entered();
      await new Promise<void>((resolve) => (release = resolve));
    });
    await inside;
    a.sendUpdate(updateOf(new Y.Doc(), (doc) => write(doc, 'waiting for the log')));
    // Presence does not wait for the log, so when it arrives the update before it has reached the room.
    a.sendPresence(7, {});
    await b.presence();
    expect(b.all('update')).toHaveLength(0);
    expect(a.all('saved')).toHaveLength(0);
    release();
    await blocked;
    const delivered = await b.next('update');
    const rows = await world.log(draft);
    expect(rows.map(({ bytes }) => bytes)).toEqual([delivered.bytes]);
    expect(await a.saved(1)).toMatchObject({ received: 1, sequence: 1 });
  });

  it('SYN-8 somebody who opens the text meanwhile is not shown what is not in the log', async () => {
    const a = await raw(helen);
    await failing(async () => {
      a.sendUpdate(updateOf(new Y.Doc(), (doc) => write(doc, 'never stored')));
      const late = await RawClient.open(world, tom, draft.room);
      open.push(late);
      expect(words(await late.wholeDocument())).not.toContain('never stored');
      await a.next('refused');
      expect(words(await late.wholeDocument())).not.toContain('never stored');
    });
  });

  it('SYN-9 an update that cannot be stored reaches nobody, its sender is told, and it is asked for again', async () => {
    const [a, b] = [await stock(helen), await raw(tom)];
    const refusals: string[] = [];
    const before = Y.encodeStateAsUpdate(await b.wholeDocument());
    await failing(async () => {
      const refused = new Promise<void>((resolve) => {
        a.provider.messageHandlers[101] = () => {
          refusals.push('not-stored');
          resolve();
        };
      });
      write(a.doc, 'kept by its author');
      await refused;
      expect(Y.encodeStateAsUpdate(await b.wholeDocument())).toEqual(before);
      expect(b.all('update')).toHaveLength(0);
      expect(b.all('refused')).toHaveLength(0);
      expect(await world.log(draft)).toHaveLength(0);
    });
    // The database works again: nothing needs to be typed for the text to be saved.
    await b.next('update');
    expect(words(await world.stored(draft))).toContain('kept by its author');
    expect(refusals.length).toBeGreaterThan(0);
  });

  it('SYN-9 the refusal says "not-stored" in words, and the next edit of somebody else is stored', async () => {
    const [a, b] = [await raw(helen), await raw(tom)];
    await failing(async () => {
      a.sendUpdate(updateOf(new Y.Doc(), (doc) => write(doc, 'lost')));
      expect(await a.next('refused')).toMatchObject({
        code: 'not-stored',
        message: expect.stringMatching(/stored/)
      });
      expect(await world.log(draft)).toHaveLength(0);
    });
    b.sendUpdate(updateOf(new Y.Doc(), (doc) => write(doc, 'stored')));
    await b.saved(1);
    expect(words(await world.stored(draft))).toMatch(/^(?!.*lost).*stored/);
  });
});

describe('acknowledgement and log', () => {
  it('SYN-10 every step 2 and update is acknowledged by its count, in order, with the sequence', async () => {
    const a = await raw(helen);
    const doc = new Y.Doc();
    a.send(
      encodeSync(
        'step2',
        updateOf(doc, (each) => write(each, 'one'))
      )
    );
    expect(await a.saved(1)).toMatchObject({ received: 1, sequence: 1 });
    for (const text of ['two', 'three', 'four']) a.sendUpdate(updateOf(doc, (each) => write(each, text)));
    const { sequence } = await a.saved(4);
    const counts = a.all('saved').map(({ received }) => received);
    expect(counts).toEqual([...counts].sort((x, y) => x - y));
    // What arrives together is one row.
    const rows = await world.log(draft);
    expect(rows.map((row) => row.sequence)).toEqual(rows.map((_, index) => index + 1));
    expect(sequence).toBe(rows.length);
    expect(words(await world.stored(draft))).toBe(words(doc));
  });

  it('SYN-11 an update that holds nothing new is acknowledged, but neither stored nor delivered', async () => {
    const [a, b] = [await raw(helen), await raw(tom)];
    const update = updateOf(new Y.Doc(), (doc) => write(doc, 'once'));
    for (let times = 0; times < 50; times += 1) a.sendUpdate(update);
    a.sendUpdate(Y.encodeStateAsUpdate(new Y.Doc()));
    expect(await a.saved(51)).toMatchObject({ received: 51, sequence: 1 });
    await b.wholeDocument();
    expect(b.all('update')).toHaveLength(1);
    expect(await world.log(draft)).toHaveLength(1);
  });

  it('SYN-12 each row of the log names the person and the session it came from', async () => {
    const [a, b] = [await raw(helen), await raw(tom)];
    a.sendUpdate(updateOf(new Y.Doc(), (doc) => write(doc, 'by Helen')));
    await a.saved(1);
    b.sendUpdate(updateOf(new Y.Doc(), (doc) => write(doc, 'by Tom')));
    await b.saved(1);
    const rows = await world.log(draft);
    expect(rows.map(({ personId, sessionHash }) => ({ personId, sessionHash }))).toEqual(
      [helen, tom].map(({ personId, sessionHash }) => ({ personId, sessionHash }))
    );
  });

  it('SYN-13 what is stored and delivered is what the server encoded, not what was received', async () => {
    const [a, b] = [await raw(helen), await raw(tom)];
    const doc = new Y.Doc();
    const update = updateOf(doc, (each) => write(each, 'clean'));
    const padded = new Uint8Array([...update, ...new TextEncoder().encode('smuggled bytes')]);
    a.sendUpdate(padded);
    const delivered = await b.next('update');
    const [row] = await world.log(draft);
    expect(row!.bytes).toEqual(delivered.bytes);
    expect(delivered.bytes).toEqual(update);
  });

  it('SYN-14 what another process writes into the log reaches everybody in the room, in order', async () => {
    const [a, b] = [await raw(helen), await raw(tom)];
    const elsewhere = updateOf(new Y.Doc(), (doc) => write(doc, 'from elsewhere'));
    const row = { personId: tom.personId, sessionHash: null, bytes: elsewhere };
    await world.db.transaction((tx) => appendUpdates(tx, draft.documentId, [row], new Date()));
    a.sendUpdate(updateOf(new Y.Doc(), (doc) => write(doc, 'from here')));
    const [first, second] = [await b.next('update'), await b.next('update')];
    expect(first.bytes).toEqual(elsewhere);
    const doc = new Y.Doc();
    for (const { bytes } of [first, second]) Y.applyUpdate(doc, bytes);
    expect(words(doc)).toBe(words(await world.stored(draft)));
    expect(await a.saved(1)).toMatchObject({ sequence: 2 });
  });
});

/** While this runs, the database refuses every new row of the log. */
async function failing(during: () => Promise<void>): Promise<void> {
  await world.db.execute(sql`
    create function refuse_row() returns trigger language plpgsql as $$
    begin raise exception 'the disk is full'; end $$`);
  await world.db.execute(sql`
    create trigger refuse_rows before insert on document_update for each row execute function refuse_row()`);
  try {
    await during();
  } finally {
    await world.db.execute(sql`drop trigger refuse_rows on document_update`);
    await world.db.execute(sql`drop function refuse_row`);
  }
}
