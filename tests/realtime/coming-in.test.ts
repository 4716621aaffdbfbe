import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { encodeAskClientId, encodeReleaseClientId, encodeSync } from '#protocol/messages';
import { SCHEMA_VERSION } from '#schema/schema-version';
import { appendUpdates } from '#server/db/documents';
import { document } from '#server/db/schema/specifications';
import { RawClient } from './raw-client';
import { SyncWorld, updateOf, words, write, type Draft, type SyncPerson } from './sync-world';

let world: SyncWorld;
let helen: SyncPerson;
let tom: SyncPerson;
let draft: Draft;
const open: RawClient[] = [];

beforeAll(async () => {
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

async function raw(person: SyncPerson): Promise<RawClient> {
  const client = await RawClient.open(world, person, draft.room);
  open.push(client);
  // The server's question: the room knows this client.
  await client.next('step1');
  return client;
}

async function given(client: RawClient): Promise<number> {
  client.send(encodeAskClientId(SCHEMA_VERSION));
  return (await client.next('client-id')).clientId;
}

it('SYN-154 who comes in is sent the text first, and every row from then on', async () => {
  const [writer, late] = [await raw(helen), await raw(tom)];
  const doc = new Y.Doc();
  writer.sendUpdate(updateOf(doc, (each) => write(each, 'before the question')));
  await writer.saved(1);
  const copy = await late.wholeDocument();
  expect(words(copy)).toBe(words(doc));
  expect(late.all('update')).toEqual([]);
  writer.sendUpdate(updateOf(doc, (each) => write(each, 'after the answer')));
  Y.applyUpdate(copy, (await late.next('update')).bytes);
  expect(words(copy)).toBe(words(doc));
});

it('SYN-156 with an id that was given back comes all that was written under it over other nodes', async () => {
  const tab = await raw(helen);
  const doc = await tab.wholeDocument();
  doc.clientID = await given(tab);
  tab.sendUpdate(updateOf(doc, (each) => write(each, 'over this node')));
  await tab.saved(1);
  const bytes = updateOf(doc, (each) => write(each, 'over another node'));
  const row = { personId: helen.personId, sessionHash: null, bytes };
  await world.db.transaction((tx) => appendUpdates(tx, draft.documentId, [row], new Date()));
  tab.send(encodeReleaseClientId(doc.clientID));

  const next = await raw(helen);
  const copy = await next.wholeDocument();
  expect(words(copy)).not.toContain('over another node');
  expect(await given(next)).toBe(doc.clientID);
  for (const update of next.all('update')) Y.applyUpdate(copy, update.bytes);
  expect(words(copy)).toBe(words(doc));
});

it('SYN-157 an edit that is nothing new only beside one that the lock refuses is refused with it', async () => {
  const [writer, reader] = [await raw(helen), await raw(tom)];
  const doc = await writer.wholeDocument();
  doc.clientID = await given(writer);
  const before = words(await world.stored(draft));
  await world.db.update(document).set({ lockedAt: new Date() }).where(eq(document.id, draft.documentId));
  const late = encodeSync(
    'update',
    updateOf(doc, (each) => write(each, 'too late'))
  );
  writer.corked(() => {
    writer.send(late);
    writer.send(late);
  });
  await writer.saved(2);
  expect(writer.all('refused').map(({ code }) => code)).toEqual(['draft-locked', 'draft-locked']);
  // What everybody has anyway is not refused.
  reader.sendUpdate(new Uint8Array([0, 0]));
  await reader.saved(1);
  expect(reader.all('refused')).toEqual([]);
  expect(words(await world.stored(draft))).toBe(before);
});
