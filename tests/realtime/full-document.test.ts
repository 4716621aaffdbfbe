import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { RawClient } from './raw-client';
import { SyncWorld, updateOf, words, write, type SyncPerson } from './sync-world';

let world: SyncWorld;
let helen: SyncPerson;

beforeAll(async () => {
  world = await SyncWorld.open({ documentBytes: 5000 });
  helen = await world.person('Helen Marsh');
});
afterAll(() => world.close());

it('SYN-108 a document over its limit takes nothing in, lets text be taken out, and then has room again', async () => {
  const draft = await world.draft(helen);
  const client = await RawClient.open(world, helen, draft.room);
  const doc = await client.wholeDocument();
  client.sendUpdate(updateOf(doc, (each) => write(each, 'x'.repeat(6000))));
  await client.saved(1);
  const rows = (await world.log(draft)).length;

  client.sendUpdate(updateOf(await client.wholeDocument(), (each) => write(each, 'one too many')));
  expect(await client.next('refused')).toMatchObject({ code: 'document-full' });
  expect(await world.log(draft)).toHaveLength(rows);
  expect(words(await client.wholeDocument()).includes('one too many')).toBe(false);

  const whole = await client.wholeDocument();
  client.sendUpdate(updateOf(whole, (each) => each.getXmlFragment('body').delete(0, 1)));
  await client.saved(3);
  expect(words(await world.stored(draft))).toBe('');
  client.sendUpdate(updateOf(await client.wholeDocument(), (each) => write(each, 'room again')));
  await client.saved(4);
  expect(words(await world.stored(draft))).toBe('<paragraph>room again</paragraph>');
  expect(client.all('refused')).toHaveLength(1);
  await client.close();
});

it('SYN-108 other documents take text in meanwhile', async () => {
  const [full, other] = [await world.draft(helen), await world.draft(helen)];
  const inFull = await RawClient.open(world, helen, full.room);
  inFull.sendUpdate(updateOf(new Y.Doc(), (each) => write(each, 'x'.repeat(6000))));
  await inFull.saved(1);
  const inOther = await RawClient.open(world, helen, other.room);
  inOther.sendUpdate(updateOf(new Y.Doc(), (each) => write(each, 'taken in')));
  await inOther.saved(1);
  expect(inOther.all('refused')).toHaveLength(0);
  expect(words(await world.stored(other))).toContain('taken in');
  await Promise.all([inFull.close(), inOther.close()]);
});
