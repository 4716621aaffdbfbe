import { afterEach, beforeEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { seeded } from '#tests/builders/seeded';
import { RawClient } from './raw-client';
import { BODY, SyncWorld, updateOf, words, write, type Draft, type SyncPerson } from './sync-world';

/** 10,000 of them: `npm run leave-and-join`. */
const ROUNDS = Number(process.env.LEAVE_AND_JOIN_ROUNDS ?? 200);
/** A room is forgotten so soon that it happens while the next one comes. Milliseconds. */
const IDLE_ROOM = 4;
const LONGEST_BREAK = 12;
const PARAGRAPHS = 20;

let world: SyncWorld;
let helen: SyncPerson;
let tom: SyncPerson;
let draft: Draft;

beforeEach(async () => {
  world = await SyncWorld.open({ idleRoom: IDLE_ROOM, snapshotRows: 20, clientIdsPerHour: 100_000 });
  helen = await world.person('Helen Marsh');
  tom = await world.person('Tom Adeyemi');
  draft = await world.draft(helen);
});
afterEach(() => world.close());

/** The document stays small, or ten thousand rounds would only compare texts. */
function writeRound(doc: Y.Doc, number: number): void {
  write(doc, `round ${number}`);
  const body = doc.getXmlFragment(BODY);
  if (body.length > PARAGRAPHS) body.delete(0, 1);
}

/** Two come at once, one writes and the other sees it live; they leave, before or after the writer is told. */
async function round(doc: Y.Doc, number: number, random: () => number): Promise<void> {
  const [writer, reader] = await Promise.all([
    RawClient.open(world, helen, draft.room),
    RawClient.open(world, tom, draft.room)
  ]);
  const seen = words(await reader.wholeDocument());
  if (seen !== words(doc)) throw new Error(`Round ${number} began with an old state.`);
  writer.sendUpdate(updateOf(doc, () => writeRound(doc, number)));
  const update = await reader.next('update');
  if (!Buffer.from(update.bytes).includes(`round ${number}`))
    throw new Error('An old update was sent again.');
  if (random() < 0.5) writer.socket.terminate();
  else await writer.close();
  if (random() < 0.5) reader.socket.terminate();
  else await reader.close();
}

it(
  'SYN-172 whoever comes as the last one leaves never meets an old state, nor a second copy of the document',
  { timeout: 60_000 + ROUNDS * 2000 },
  async () => {
    const seed = Math.floor(Math.random() * 2 ** 32);
    const random = seeded(seed);
    const doc = new Y.Doc();
    for (let number = 1; number <= ROUNDS; number += 1) {
      await round(doc, number, random).catch((fault: unknown) => {
        throw new Error(`Seed ${seed}: ${String(fault)}`);
      });
      await new Promise((resolve) => setTimeout(resolve, random() * LONGEST_BREAK));
    }
    expect(words(await world.stored(draft))).toBe(words(doc));
    expect((await world.log(draft)).map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: ROUNDS }, (_, index) => index + 1)
    );
  }
);
