import { connect } from 'node:net';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { SyncLimits } from '#protocol/limits';
import { encodeSync } from '#protocol/messages';
import { RawClient } from './raw-client';
import { ORIGIN, SyncWorld, updateOf, words, write, type Draft, type SyncPerson } from './sync-world';

let world: SyncWorld;
let helen: SyncPerson;
let tom: SyncPerson;
let draft: Draft;

async function start(limits: Partial<SyncLimits>): Promise<void> {
  world = await SyncWorld.open(limits);
  helen = await world.person('Helen Marsh');
  tom = await world.person('Tom Adeyemi');
  draft = await world.draft(helen);
}

const raw = (person: SyncPerson) => RawClient.open(world, person, draft.room);
const edit = (text: string) => updateOf(new Y.Doc(), (doc) => write(doc, text));

describe('rooms come and go', () => {
  beforeEach(() => start({ idleRoom: 10 }));
  afterEach(() => world.close());

  it('SYN-28 a room that nobody is in leaves memory, and comes back with its text', async () => {
    const client = await raw(helen);
    client.sendUpdate(edit('still here'));
    await client.saved(1);
    expect(world.rooms.size).toBe(1);
    await client.close();
    await vi.waitFor(() => expect(world.rooms.size).toBe(0));
    const again = await raw(tom);
    expect(words(await again.wholeDocument())).toContain('still here');
  });

  it('SYN-28 an edit of somebody who left at once is stored, and whoever comes next sees it', async () => {
    const doc = new Y.Doc();
    for (let round = 0; round < 10; round += 1) {
      const writer = await raw(helen);
      writer.sendUpdate(updateOf(doc, (each) => write(each, `round ${round}.`)));
      writer.socket.close();
      const next = await raw(tom);
      await writer.closed;
      // The reader may have been answered before the writer's last frame was read: asked again, it is there.
      await vi.waitFor(async () => expect(words(await next.wholeDocument())).toContain(`round ${round}.`));
      await next.close();
    }
    expect(words(await world.stored(draft))).toBe(words(doc));
  });
});

describe('stopping', () => {
  it('SYN-29 stopping stores what has arrived, closes with 4503 and lets nobody in', async () => {
    await start({});
    const [client, other] = [await raw(helen), await raw(tom)];
    await client.wholeDocument();
    const doc = new Y.Doc();
    for (let count = 0; count < 50; count += 1)
      client.sendUpdate(updateOf(doc, (each) => write(each, `edit ${count}.`)));
    // Its presence is read after its edits: when it is shown, they have arrived.
    client.sendPresence(1, {});
    await other.presence();
    const closing = world.rooms.close();
    await expect(raw(tom)).rejects.toThrow('503');
    await closing;
    expect((await client.closed).code).toBe(4503);
    expect((await other.closed).code).toBe(4503);
    expect(words(await world.stored(draft))).toBe(words(doc));
    const rows = await world.log(draft);
    expect(client.all('saved').at(-1)).toMatchObject({ received: 50, sequence: rows.length });
    expect(world.rooms.size).toBe(0);
    await world.close();
  });
});

describe('announcements', () => {
  it('SYN-30 many changes are announced once at first and once at the end', async () => {
    await start({ announceEvery: 60_000 });
    const client = await raw(helen);
    const doc = new Y.Doc();
    for (let count = 1; count <= 30; count += 1) {
      client.sendUpdate(updateOf(doc, (each) => write(each, `edit ${count}`)));
      await client.saved(count);
    }
    expect(world.announced).toEqual([`specification/${draft.specificationId}`]);
    await world.close();
    expect(world.announced).toHaveLength(2);
  });

  it('SYN-30 the last change is announced without waiting for another one', async () => {
    await start({ announceEvery: 10 });
    const client = await raw(helen);
    const doc = new Y.Doc();
    const [first, second] = ['one', 'two'].map((text) => updateOf(doc, (each) => write(each, text)));
    client.sendUpdate(first!);
    await client.saved(1);
    client.sendUpdate(second!);
    await client.saved(2);
    await vi.waitFor(() => expect(world.announced.length).toBeGreaterThanOrEqual(2));
    const count = world.announced.length;
    client.sendUpdate(second!);
    await client.saved(3);
    await client.wholeDocument();
    expect(world.announced).toHaveLength(count);
    await world.close();
  });
});

describe('peers that are too fast, too slow or dead', () => {
  afterEach(() => world.close());

  it('SYN-31 a peer that answers no ping is dropped and no longer shown', async () => {
    await start({ heartbeat: 500 });
    const watcher = await raw(helen);
    const socket = connect(world.port, '127.0.0.1');
    const head = [
      'connection: Upgrade',
      'upgrade: websocket',
      'sec-websocket-version: 13',
      `origin: ${ORIGIN}`
    ];
    const key = `sec-websocket-key: ${randomBytes(16).toString('base64')}`;
    socket.write(
      [`GET /sync/${draft.room} HTTP/1.1`, 'host: x', ...head, key, `cookie: ${tom.cookie}`, '', ''].join(
        '\r\n'
      )
    );
    const dropped = new Promise((resolve) => socket.once('close', resolve));
    // A masked presence frame of client 5, by hand: this peer never answers anything.
    const payload = [1, 6, 1, 5, 1, 2, 123, 125];
    socket.write(Buffer.from([0x82, 0x80 | payload.length, 0, 0, 0, 0, ...payload]));
    const seen = await watcher.presence();
    expect(seen.entries).toMatchObject([{ clientId: 5 }]);
    socket.resume();
    await dropped;
    expect((await watcher.presence()).entries).toMatchObject([{ clientId: 5, state: 'null' }]);
  });

  it('SYN-31 a client that is alone still hears from the server, or a stock client would hang up', async () => {
    await start({ heartbeat: 500 });
    const client = await raw(helen);
    expect(await client.next('presence')).toMatchObject({ entries: [] });
  });

  it('SYN-32 a reader who takes nothing is closed with 4413, and the writers go on', async () => {
    await start({ unread: 100_000, farewell: 20_000 });
    const [writer, slow] = [await raw(helen), await raw(tom)];
    await slow.wholeDocument();
    const doc = new Y.Doc();
    writer.sendUpdate(updateOf(doc, (each) => write(each, 'x'.repeat(400_000))));
    await writer.saved(1);
    slow.sendPresence(9, {});
    await writer.presence();
    slow.socket.pause();
    // The operating system takes some megabytes before the server sees that nobody reads: so much is asked for.
    const asked = 60;
    for (let count = 0; count < asked; count += 1) {
      slow.send(encodeSync('step1', Y.encodeStateVector(new Y.Doc())));
      // Of questions that wait only the newest is answered: each gets its turn before the next is asked.
      writer.send(encodeSync('step1', Y.encodeStateVector(doc)));
      await writer.next('step2');
    }
    expect((await writer.presence()).entries).toMatchObject([{ clientId: 9, state: 'null' }]);
    writer.sendUpdate(updateOf(doc, (each) => write(each, 'the writer goes on')));
    await writer.saved(2);
    slow.socket.resume();
    expect(await slow.closed).toEqual({ code: 4413, reason: 'resync' });
    expect(slow.all('step2').length).toBeLessThan(asked);
    expect(slow.all('update')).toHaveLength(1);
  });

  it('SYN-33 a client that sends faster than people can is closed with 4429, and what it sent before is kept', async () => {
    await start({ messageBurst: 20, messagesPerSecond: 1 });
    const client = await raw(helen);
    const doc = new Y.Doc();
    for (let count = 0; count < 30; count += 1)
      client.sendUpdate(updateOf(doc, (each) => write(each, `edit ${count}`)));
    expect((await client.closed).code).toBe(4429);
    const other = await raw(tom);
    const rows = (await other.wholeDocument()).getXmlFragment('body').length;
    expect(rows).toBe(20);
  });
});
