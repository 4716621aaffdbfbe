import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { Role } from '#domain/membership';
import { member, memberRole, person as personTable, session } from '#server/db/schema/people';
import type { TestPerson } from '#tests/builders/world';
import { RawClient } from './raw-client';
import { updateOf, write } from './sync-world';
import { WholeServer } from './whole-server';

const HOUR = 3_600_000;
/** Far longer than a test: whatever closes a socket here, it is not the lease. */
const NEVER = 24 * HOUR;
let server: WholeServer;
let helen: TestPerson;
let tom: TestPerson;
let room: string;
const clients: RawClient[] = [];

beforeAll(async () => {
  server = await WholeServer.open({ sync: { lease: NEVER, leaseAnswer: 200 }, live: { lease: NEVER } });
});
beforeEach(async () => {
  helen = await server.world.person('Helen Marsh', { roles: ['lead', 'editor'] });
  tom = await server.world.person('Tom Adeyemi', { roles: ['editor'] });
  room = await server.room(helen);
});
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(clients.splice(0).map((client) => client.close()));
});
afterAll(() => server.close());

async function raw(person: { cookie: string }): Promise<RawClient> {
  const client = await RawClient.open(server, person, room);
  clients.push(client);
  await client.wholeDocument();
  return client;
}

const home = () => ({ kind: 'partnership' as const, id: server.world.partnershipId });
const recheck = async () => {
  const { rooms, live } = server.world.runtime;
  await Promise.all([rooms.recheck(), live.recheck()]);
};

async function setRoles({ memberId }: TestPerson, roles: readonly Role[]): Promise<void> {
  const { db } = server.world.runtime.tools;
  await db.delete(memberRole).where(eq(memberRole.memberId, memberId));
  for (const role of roles) await db.insert(memberRole).values({ memberId, role });
}

describe('rights that go while people are at work', () => {
  it('SYN-95 an account that is disabled loses both its sockets at once', async () => {
    const [client, canary] = [await raw(tom), await raw(helen)];
    const [page, ours] = [await server.page(tom, [home()]), await server.page(helen, [home()])];
    const { db } = server.world.runtime.tools;
    await db
      .update(personTable)
      .set({ disabledAt: new Date() })
      .where(eq(personTable.id, tom.actor.personId));
    await recheck();
    expect((await client.closed).code).toBe(4401);
    expect(await page.closed).toBe(4401);
    await canary.wholeDocument();
    expect(ours.socket.readyState).toBe(ours.socket.OPEN);
  });

  it('SYN-95 a membership that ends loses the text at once, and hears of nothing any more', async () => {
    const client = await raw(tom);
    const [page, ours] = [await server.page(tom, [home()]), await server.page(helen, [home()])];
    await vi.waitFor(() =>
      expect([page.heard.length, ours.heard.length].every((count) => count > 0)).toBe(true)
    );
    const { db } = server.world.runtime.tools;
    await db.update(member).set({ leftAt: new Date() }).where(eq(member.id, tom.memberId));
    await recheck();
    expect((await client.closed).code).toBe(4403);
    const [theirs, before] = [page.heard.length, ours.heard.length];
    server.world.runtime.live.announce([home()]);
    await vi.waitFor(() => expect(ours.heard.length).toBeGreaterThan(before));
    // Whatever was sent to the page before this answer has arrived with it.
    const answered = new Promise((resolve) => page.socket.once('pong', resolve));
    page.socket.ping();
    await answered;
    expect(page.heard).toHaveLength(theirs);
  });

  it('SYN-95 a role that is lowered stops the next edit, and one that is given back lets it pass', async () => {
    const [client, canary] = [await raw(tom), await raw(helen)];
    const before = (await canary.wholeDocument()).getXmlFragment('body').length;
    const edit = (text: string) => updateOf(new Y.Doc(), (doc) => write(doc, text));
    await setRoles(tom, ['contributor']);
    await recheck();
    client.sendUpdate(edit('no longer'));
    expect(await client.next('refused')).toMatchObject({ code: 'read-only' });
    expect((await canary.wholeDocument()).getXmlFragment('body').length).toBe(before);
    await setRoles(tom, ['editor']);
    await recheck();
    client.sendUpdate(edit('again'));
    await client.saved(2);
    expect((await canary.wholeDocument()).getXmlFragment('body').length).toBe(before + 1);
  });

  it('SYN-102 a check that is not answered in time counts as failed', async () => {
    const client = await raw(tom);
    const { sessions } = server.world.runtime.tools;
    const asked = vi.spyOn(sessions, 'actorOfHash').mockImplementation(() => new Promise(() => undefined));
    await server.world.runtime.rooms.recheck();
    asked.mockRestore();
    expect((await client.closed).code).toBe(4503);
  });
});

describe('sessions whose time is up', () => {
  /** Moves the clock of the process; timers go on as they were. */
  function later(hours: number): void {
    const now = Date.now() + hours * HOUR;
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(now);
  }

  const expiryOf = async ({ actor }: TestPerson) => {
    const { db } = server.world.runtime.tools;
    const [row] = await db.select().from(session).where(eq(session.tokenHash, actor.sessionHash));
    return row?.expiresAt.getTime();
  };

  async function keepBusy(client: RawClient, at: number): Promise<void> {
    client.sendUpdate(updateOf(new Y.Doc(), (doc) => write(doc, `at work ${at}`)));
    client.sendPresence(41, {}, at);
    const answered = new Promise((resolve) => client.socket.once('pong', resolve));
    client.socket.ping();
    await Promise.all([client.saved(at), answered]);
  }

  it('SYN-96 edits, carets and pings are not use of a session: it ends when nobody has used a page', async () => {
    const client = await raw(tom);
    const page = await server.page(tom, [home()]);
    const expires = await expiryOf(tom);
    await keepBusy(client, 1);
    later(3.9);
    await recheck();
    await keepBusy(client, 2);
    expect(await expiryOf(tom)).toBe(expires);
    expect(page.socket.readyState).toBe(page.socket.OPEN);
    later(0.2);
    await recheck();
    expect((await client.closed).code).toBe(4401);
    expect(await page.closed).toBe(4401);
  });

  it('SYN-96 use of pages carries a session on, and not beyond its longest time', async () => {
    const client = await raw(tom);
    const { sessions } = server.world.runtime.tools;
    for (let round = 1; round <= 3; round += 1) {
      later(3.5);
      expect((await sessions.actorOf(tom.token)).kind).toBe('person');
      await recheck();
      await keepBusy(client, round);
    }
    later(1.6);
    await recheck();
    expect((await client.closed).code).toBe(4401);
    expect((await sessions.actorOf(tom.token)).kind).toBe('nobody');
  });
});
