import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DraftParts } from '#editor/draft-connection';
import { documentClient } from '#server/db/schema/specifications';
import { DraftClient } from './draft-client';
import { SyncWorld, words, write, type Draft, type SyncPerson } from './sync-world';

let world: SyncWorld;
let editor: SyncPerson;
const clients: DraftClient[] = [];

beforeAll(async () => {
  world = await SyncWorld.open({ askAgain: 10 });
  editor = await world.person('Erin Editor', { roles: ['editor'] });
});
afterEach(() => {
  for (const { connection } of clients.splice(0)) connection.destroy();
});
afterAll(() => world.close());

function open(draft: Draft, person = editor, parts: Omit<DraftParts, 'Socket'> = {}): DraftClient {
  const client = new DraftClient(world, person, draft, parts);
  clients.push(client);
  return client;
}

function leave(client: DraftClient): void {
  clients.splice(clients.indexOf(client), 1);
  client.connection.destroy();
}

/** Client ids of a document and whose they are, as the database has it. */
function bound(draft: Draft) {
  return world.db.select().from(documentClient).where(eq(documentClient.documentId, draft.documentId));
}

async function isFree(draft: Draft, clientId: number): Promise<void> {
  // Given back is what a newcomer is given: asked until it is so, because giving back is not answered.
  for (;;) {
    const next = open(draft);
    await next.ready();
    if (next.clientId === clientId) return;
    leave(next);
  }
}

describe('under which client id the editor writes', () => {
  test('SYN-72 it is the one the server gave, before the first word and for everybody to see', async () => {
    const draft = await world.draft(editor);
    const other = open(draft, await world.person('Ola Other'));
    await other.ready();
    const client = open(draft);
    const byLot = client.clientId;
    await client.ready();
    expect(client.clientId).not.toBe(byLot);
    client.connection.appear({ user: {} });
    write(client.ydoc, 'Mine.');
    await client.reaches('saved');
    await other.until(() => words(other.ydoc).includes('Mine.'));
    const own = (await bound(draft)).filter(({ personId }) => personId === editor.personId);
    expect(own.map(({ clientId }) => clientId)).toEqual([client.clientId]);
    const shown = () => [...other.connection.awareness.getStates().keys()];
    await new Promise<void>((resolve) => {
      const look = () => shown().includes(client.clientId) && resolve();
      other.connection.awareness.on('change', look);
      look();
    });
    expect(shown()).not.toContain(byLot);
  });

  test('SYN-73 words written before it was given keep the id they have, and go out under it', async () => {
    const draft = await world.draft(editor);
    const client = open(draft);
    const byLot = client.clientId;
    client.disconnect();
    write(client.ydoc, 'Written first.');
    expect(client.status).toBe('offline');
    client.reconnect();
    await client.ready();
    await client.reaches('saved');
    expect(client.clientId).toBe(byLot);
    expect(words(await world.stored(draft))).toContain('Written first.');
    const ids = (await bound(draft)).map(({ clientId }) => clientId);
    expect(ids).toContain(byLot);
    const unused = ids.find((id) => id !== byLot)!;
    await isFree(draft, unused);
  });

  test('SYN-73 a lost line changes nothing: the page goes on under its id', async () => {
    const draft = await world.draft(editor);
    const client = open(draft);
    await client.ready();
    const id = client.clientId;
    write(client.ydoc, 'Before. ');
    client.disconnect();
    write(client.ydoc, 'Meanwhile. ');
    client.reconnect();
    await client.reaches('saved');
    expect(client.clientId).toBe(id);
    expect(words(await world.stored(draft))).toMatch(/Before\..*Meanwhile\./);
  });

  test('SYN-74 after everything is saved it is given back, and the next page of this person writes on under it', async () => {
    const draft = await world.draft(editor);
    const first = open(draft);
    await first.ready();
    const id = first.clientId;
    write(first.ydoc, 'First page.');
    await first.reaches('saved');
    leave(first);
    await isFree(draft, id);
    const second = clients.at(-1)!;
    write(second.ydoc, 'Second page.');
    await second.reaches('saved');
    expect(words(await world.stored(draft))).toMatch(/First page\..*Second page\./);
  });

  test('SYN-74 a page that comes back from the browser’s memory writes under another id', async () => {
    const draft = await world.draft(editor);
    const client = open(draft);
    await client.ready();
    const id = client.clientId;
    write(client.ydoc, 'Before.');
    await client.reaches('saved');
    client.connection.leave();
    const between = client.clientId;
    expect(between).not.toBe(id);
    client.connection.comeBack();
    await client.until(() => client.status === 'saved' && client.clientId !== between);
    write(client.ydoc, 'After.');
    await client.reaches('saved');
    expect(words(await world.stored(draft))).toMatch(/Before\..*After\./);
  });

  test('SYN-75 when Yjs takes another id by itself, writing goes on, and the person is shown under the new one', async () => {
    const draft = await world.draft(editor);
    const client = open(draft);
    const twin = open(draft);
    await client.ready();
    await twin.ready();
    client.connection.appear({ user: {} });
    const id = client.clientId;
    // As a browser profile that was copied would have it.
    twin.ydoc.clientID = id;
    write(twin.ydoc, 'The twin. ');
    await client.until(() => client.clientId !== id);
    write(client.ydoc, 'Goes on. ');
    await client.until(() => client.status === 'saved' && words(client.ydoc).includes('The twin.'));
    expect(words(await world.stored(draft))).toMatch(/The twin\..*Goes on\./);
    expect(client.connection.awareness.clientID).toBe(client.clientId);
    expect(client.connection.awareness.getLocalState()).toEqual({ user: {} });
  });

  test('SYN-78 who may only read is given none and follows the text', async () => {
    const draft = await world.draft(editor);
    const reader = open(draft, await world.person('Rita Reader', { roles: ['contributor'] }));
    await reader.reaches('read-only');
    const writer = open(draft);
    await writer.ready();
    write(writer.ydoc, 'To be read.');
    await reader.until(() => words(reader.ydoc).includes('To be read.'));
    expect(reader.status).toBe('read-only');
    expect((await bound(draft)).map(({ personId }) => personId)).toEqual([editor.personId]);
  });

  test('SYN-89 a page of an older build is asked to reload, and sends nothing of what it has', async () => {
    const draft = await world.draft(editor);
    const ydoc = new Y.Doc();
    write(ydoc, 'From the older page.');
    const old = open(draft, editor, { ydoc, schemaVersion: 0 });
    await old.reaches('reload-needed');
    expect(old.connection.unsentText()).toBe('From the older page.');
    expect(await world.log(draft)).toEqual([]);
    const reloaded = open(draft, editor, { ydoc: copyOf(ydoc) });
    await reloaded.reaches('saved');
    expect(words(await world.stored(draft))).toContain('From the older page.');
  });
});

describe('what this device had kept', () => {
  test('SYN-79 unsent words of an earlier page are sent, though they stand under another id', async () => {
    const draft = await world.draft(editor);
    const earlier = open(draft);
    await earlier.ready();
    earlier.disconnect();
    write(earlier.ydoc, 'Never sent.');
    const kept = copyOf(earlier.ydoc);
    leave(earlier);
    const client = open(draft, editor, { ydoc: kept });
    await client.ready();
    expect(client.clientId).not.toBe(earlier.clientId);
    write(client.ydoc, 'And on.');
    await client.reaches('saved');
    expect(words(await world.stored(draft))).toMatch(/Never sent\..*And on\./);
    expect(client.connection.unsentText()).toBe('');
  });

  test('SYN-79 a copy that is older than the log is brought up to date and loses nothing', async () => {
    const draft = await world.draft(editor);
    const client = open(draft);
    await client.ready();
    write(client.ydoc, 'One. ');
    await client.reaches('saved');
    const old = copyOf(client.ydoc);
    write(client.ydoc, 'Two. ');
    await client.reaches('saved');
    leave(client);
    const restored = open(draft, editor, { ydoc: old });
    await restored.ready();
    write(restored.ydoc, 'Three. ');
    await restored.reaches('saved');
    expect(words(await world.stored(draft))).toMatch(/One\..*Two\..*Three\./);
  });

  test('SYN-82 what was refused is told apart from what the server has, after a reload as well', async () => {
    const draft = await world.draft(editor);
    const ydoc = new Y.Doc();
    write(ydoc, 'Without the right.');
    const reader = await world.person('Rolf Reader', { roles: ['contributor'] });
    const client = open(draft, reader, { ydoc });
    await client.reaches('not-allowed');
    expect(client.connection.unsentText()).toBe('Without the right.');
    expect(await world.log(draft)).toEqual([]);
  });

  test('SYN-82 a copy of which a part was lost is not sent, and its words are offered', async () => {
    const draft = await world.draft(editor);
    const whole = new Y.Doc();
    write(whole, 'Lost. ');
    const before = Y.encodeStateVector(whole);
    write(whole, 'Loose. ');
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(whole, before));
    const client = open(draft, editor, { ydoc });
    await client.reaches('not-allowed');
    expect(client.connection.unsentText()).toContain('Loose.');
    expect(await world.log(draft)).toEqual([]);
  });
});

function copyOf(ydoc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ydoc));
  return copy;
}
