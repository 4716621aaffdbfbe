import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Pace } from '#server/realtime/pace';
import { RawClient } from './raw-client';
import { SyncWorld, updateOf, words, write, type Draft, type SyncPerson } from './sync-world';

const BEAT = 40;

describe('the beat that rooms share', () => {
  /** Time passes when it is told to; what is due then runs in order. */
  class Clock {
    time = 1000;
    readonly #due: { at: number; act: () => void }[] = [];
    now = () => this.time;
    turn = () => Promise.resolve();
    after = (milliseconds: number, act: () => void) => {
      this.#due.push({ at: this.time + milliseconds, act });
      return () => {};
    };

    async pass(milliseconds: number): Promise<void> {
      this.time += milliseconds;
      for (const { at, act } of this.#due) if (at <= this.time) act();
      for (let turns = 0; turns < 5; turns += 1) await Promise.resolve();
    }
  }

  it('SYN-186 nobody waits after a rest; within a beat everybody waits for its end and is taken together', async () => {
    const clock = new Clock();
    const pace = new Pace(clock, BEAT);
    const taken: string[] = [];
    const ask = (who: string) => void pace.taking().then(() => taken.push(`${who} at ${clock.time}`));
    ask('first');
    await clock.pass(0);
    expect(taken).toEqual(['first at 1000']);

    await clock.pass(10);
    ask('second');
    await clock.pass(20);
    ask('third');
    await clock.pass(9);
    expect(taken).toEqual(['first at 1000']);
    await clock.pass(1);
    expect(taken).toEqual(['first at 1000', 'second at 1040', 'third at 1040']);

    await clock.pass(BEAT);
    ask('after a rest');
    await clock.pass(0);
    expect(taken.at(-1)).toBe('after a rest at 1080');
  });
});

describe('edits that come quickly', () => {
  let world: SyncWorld;
  let helen: SyncPerson;
  let draft: Draft;
  const open: RawClient[] = [];

  beforeAll(async () => {
    // Longer than any pause of a busy machine between frames that are sent together.
    world = await SyncWorld.open({ beat: 2000 });
    helen = await world.person('Helen Marsh');
  });
  beforeEach(async () => {
    draft = await world.draft(helen);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
  });
  afterAll(() => world.close());

  it('SYN-186 share one row, one acknowledgement and one frame when they follow within a beat', async () => {
    const typist = await client();
    const reader = await client();
    const text = new Y.Doc();
    const type = (word: string) => typist.sendUpdate(updateOf(text, () => write(text, word)));
    type('One');
    const { sequence } = await typist.saved(1);

    for (const word of ['two', 'three', 'four']) type(word);
    expect(await typist.saved(4)).toEqual({ kind: 'saved', received: 4, sequence: sequence + 1 });
    expect(typist.all('saved')).toHaveLength(2);
    await reader.wholeDocument();
    expect(reader.all('update')).toHaveLength(2);
    expect(words(await world.stored(draft))).toMatch(/One.*two.*three.*four/s);
  });

  async function client(): Promise<RawClient> {
    const made = await RawClient.open(world, helen, draft.room);
    open.push(made);
    await made.wholeDocument();
    return made;
  }
});
