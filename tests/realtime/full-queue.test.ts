import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { RawClient } from './raw-client';
import { SyncWorld, updateOf, words, write, type Draft, type SyncPerson } from './sync-world';

const BATCH = 3;
let world: SyncWorld;
let helen: SyncPerson;
let tom: SyncPerson;
let draft: Draft;

beforeAll(async () => {
  world = await SyncWorld.open({ waiting: 100_000, batch: BATCH });
  helen = await world.person('Helen Marsh');
  tom = await world.person('Tom Adeyemi');
});
beforeEach(async () => {
  draft = await world.draft(helen);
});
afterAll(() => world.close());

async function client(person: SyncPerson): Promise<RawClient> {
  const opened = await RawClient.open(world, person, draft.room);
  await opened.wholeDocument();
  return opened;
}

/** Updates that add these paragraphs one after the other. */
function typed(doc: Y.Doc, texts: readonly string[]): Uint8Array[] {
  return texts.map((text) => updateOf(doc, (each) => write(each, text)));
}

/** The log takes nothing until the answer is called. */
async function holdLog(): Promise<() => Promise<void>> {
  let release = () => {};
  let entered = () => {};
  const inside = new Promise<void>((resolve) => (entered = resolve));
  const held = world.db.transaction(async (tx) => {
    await tx.execute(sql`lock table document_update in access exclusive mode`);
    entered();
    await new Promise<void>((resolve) => (release = resolve));
  });
  await inside;
  return async () => {
    release();
    await held;
  };
}

/** A round trip of somebody else, which shows that the server is at work. */
async function roundTrip({ socket }: RawClient): Promise<void> {
  await new Promise<void>((resolve) => {
    socket.once('pong', () => resolve());
    socket.ping();
  });
}

describe('more than the room can store', () => {
  it('SYN-104 who sends faster than the room stores is not read from meanwhile, and nothing of it is lost', async () => {
    const [sender, other] = [await client(helen), await client(tom)];
    const doc = new Y.Doc();
    const [large] = typed(doc, ['x'.repeat(60_000)]);
    const small = typed(doc, ['one', 'two', 'three', 'four', 'five']);
    const release = await holdLog();
    // What is sent again and again holds nothing new, and has to be looked at all the same. 30 MB: far more than the
    // system's own buffers hold.
    const repeats = 500;
    for (let sent = 0; sent < repeats; sent += 1) sender.sendUpdate(large!);
    for (const update of small) sender.sendUpdate(update);
    for (let round = 0; round < 200; round += 1) await roundTrip(other);
    expect(sender.socket.bufferedAmount).toBeGreaterThan(1_000_000);
    await release();
    await sender.saved(repeats + small.length);
    expect(sender.socket.bufferedAmount).toBe(0);
    const text = words(await world.stored(draft)).replace(/x{60000}/, 'large');
    const order = ['large', 'one', 'two', 'three', 'four', 'five'].map(
      (word) => `<paragraph>${word}</paragraph>`
    );
    expect(text).toBe(order.join(''));
    await Promise.all([sender.close(), other.close()]);
  });

  it('SYN-105 however many edits wait, only so many are committed together, and all in the end', async () => {
    const [sender, other] = [await client(helen), await client(tom)];
    const texts = Array.from({ length: 10 }, (_, at) => `piece ${at}`);
    const updates = typed(new Y.Doc(), texts);
    sender.corked(() => updates.forEach((update) => sender.sendUpdate(update)));
    other.sendUpdate(typed(new Y.Doc(), ['of somebody else'])[0]!);
    await Promise.all([sender.saved(updates.length), other.saved(1)]);
    const counts = sender.all('saved').map(({ received }) => received);
    const steps = counts.map((count, at) => count - (counts[at - 1] ?? 0));
    expect(Math.max(...steps)).toBeLessThanOrEqual(BATCH);
    const paragraphs = words(await world.stored(draft)).match(/<paragraph>[^<]*/g)!;
    expect(paragraphs).toContain('<paragraph>of somebody else');
    expect(paragraphs.filter((each) => each.includes('piece'))).toEqual(
      texts.map((text) => `<paragraph>${text}`)
    );
    await Promise.all([sender.close(), other.close()]);
  });
});
