import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { person as personTable, session } from '#server/db/schema/people';
import { RawClient } from './raw-client';
import { SyncWorld, updateOf, words, write, type Draft, type SyncPerson } from './sync-world';

let world: SyncWorld;
let helen: SyncPerson;
let tom: SyncPerson;
let draft: Draft;
const open: RawClient[] = [];

beforeAll(async () => {
  world = await SyncWorld.open();
});
beforeEach(async () => {
  helen = await world.person('Helen Marsh');
  tom = await world.person('Tom Adeyemi');
  draft = await world.draft(helen);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});
afterAll(() => world.close());

async function raw(person: SyncPerson, of = world): Promise<RawClient> {
  const client = await RawClient.open(of, person, draft.room);
  open.push(client);
  await client.wholeDocument();
  return client;
}

const edit = (text: string) => updateOf(new Y.Doc(), (doc) => write(doc, text));

describe('rights that end', () => {
  it('SYN-25 signing out closes every socket of that session with 4401, and later edits are not stored', async () => {
    const [first, second, other] = [await raw(helen), await raw(helen), await raw(tom)];
    await world.sessions.end(helen.token);
    world.rooms.endSession(helen.sessionHash);
    first.sendUpdate(edit('after signing out'));
    expect((await first.closed).code).toBe(4401);
    expect((await second.closed).code).toBe(4401);
    expect(words(await other.wholeDocument())).not.toContain('after signing out');
    expect(await world.log(draft)).toHaveLength(0);
    other.sendUpdate(edit('the others go on'));
    await other.saved(1);
  });

  it('SYN-25 edits that were still waiting when the session ended are not stored', async () => {
    const [client, other] = [await raw(helen), await raw(tom)];
    let release = () => {};
    let entered = () => {};
    const inside = new Promise<void>((resolve) => (entered = resolve));
    const blocked = world.db.transaction(async (tx) => {
      await tx.execute(sql`lock table document_update in access exclusive mode`);
      entered();
      await new Promise<void>((resolve) => (release = resolve));
    });
    await inside;
    other.sendUpdate(edit('holds the room'));
    other.sendPresence(1, {});
    await client.presence();
    client.sendUpdate(edit('was waiting'));
    client.sendPresence(2, {});
    await other.presence();
    world.rooms.endSession(helen.sessionHash);
    release();
    await blocked;
    await other.saved(1);
    expect(words(await other.wholeDocument())).toContain('holds the room');
    expect(words(await world.stored(draft))).not.toContain('was waiting');
  });

  it('SYN-26 a session that ran out, a disabled account and a membership that ended are noticed', async () => {
    const expired = await raw(helen);
    await world.db
      .update(session)
      .set({ expiresAt: new Date(0) })
      .where(eq(session.personId, helen.personId));
    await world.rooms.recheck();
    expect((await expired.closed).code).toBe(4401);

    const left = await raw(tom);
    await world.leave(tom.memberId);
    await world.rooms.recheck();
    expect((await left.closed).code).toBe(4403);

    const leila = await world.person('Leila Farrukh');
    const disabled = await raw(leila);
    await world.db
      .update(personTable)
      .set({ disabledAt: new Date() })
      .where(eq(personTable.id, leila.personId));
    await world.rooms.recheck();
    expect((await disabled.closed).code).toBe(4401);
  });

  it('SYN-26 somebody who is no longer an editor stays and reads, but cannot change the text', async () => {
    const [client, other] = [await raw(helen), await raw(tom)];
    await world.setRoles(helen.memberId, ['contributor']);
    await world.rooms.recheck();
    client.sendUpdate(edit('no longer allowed'));
    expect(await client.next('refused')).toMatchObject({ code: 'read-only' });
    expect(words(await other.wholeDocument())).not.toContain('no longer allowed');
    expect(await world.log(draft)).toHaveLength(0);
    await world.setRoles(helen.memberId, ['editor']);
    await world.rooms.recheck();
    client.sendUpdate(edit('allowed again'));
    await client.saved(2);
    expect(words(await world.stored(draft))).toContain('allowed again');
  });

  it('SYN-26 rights are asked for again without anybody saying so', async () => {
    const watchful = await SyncWorld.open({ lease: 20 });
    const leaving = await watchful.person('Leaving Soon');
    const theirs = await watchful.draft(leaving);
    const client = await RawClient.open(watchful, leaving, theirs.room);
    await watchful.leave(leaving.memberId);
    expect((await client.closed).code).toBe(4403);
    await watchful.close();
  });

  it('SYN-27 a socket whose rights cannot be checked is closed for now', async () => {
    const client = await raw(helen);
    const broken = vi.spyOn(world.sessions, 'actorOfHash').mockRejectedValueOnce(new Error('no database'));
    await world.rooms.recheck();
    expect((await client.closed).code).toBe(4503);
    broken.mockRestore();
  });
});
