import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Cluster } from './cluster';
import { databaseForTests } from './own-postgres';
import { agree, roomOf, signIn, Typist } from './typist';

/** Milliseconds. The product's own is 30 seconds. */
const LEASE = 500;

const database = await databaseForTests();
if (!database) console.warn('Left out: two nodes need PostgreSQL (set TEST_DATABASE_URL, or install it).');

describe.skipIf(!database)('two nodes on PostgreSQL without REDIS_URL', () => {
  let cluster: Cluster;
  let room: string;
  const typists: Typist[] = [];

  beforeAll(async () => {
    const environment = { SYNC_LEASE: String(LEASE) };
    cluster = await Cluster.start({ nodes: 2, databaseUrl: database!.url, environment });
    room = await roomOf(cluster, await signIn(cluster, 'helen.marsh'));
  });
  afterEach(() => typists.splice(0).forEach((typist) => typist.close()));
  afterAll(async () => {
    await cluster?.close();
    await database?.drop();
  });

  /** What they type starts with `name`. */
  async function typist(name: string, who: string, node: number): Promise<Typist> {
    const { url } = cluster.nodes[node]!;
    const cookie = await signIn(cluster, who);
    const made = new Typist(cluster.url, url, name, { cookie, room });
    typists.push(made);
    return made.synced();
  }

  it('CLU-26 people on both, typing at once, see one another’s words and end with the same text', async () => {
    const all = [await typist('one', 'helen.marsh', 0), await typist('other', 'priya.nair', 1)];
    for (let word = 0; word < 30; word += 1) {
      for (const each of all) each.type();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await agree(all);
    const later = await typist('later', 'owen.pryce', 1);
    await vi.waitFor(() => expect(new Set([...all, later].map(({ text }) => text)).size).toBe(1));
    for (const { refusals } of all) expect(refusals).toEqual([]);
  });

  it('CLU-26 who only reads on the other node is brought what is written', async () => {
    const writer = await typist('alone', 'helen.marsh', 0);
    const reader = await typist('reader', 'owen.pryce', 1);
    writer.type();
    await reader.until(() => reader.words().includes('alone-1;'));
  });

  it('CLU-26 who signs out through one node is out on the other within the lease', async () => {
    const cookie = await signIn(cluster, 'helen.marsh');
    const there = new Typist(cluster.url, cluster.nodes[1]!.url, 'leaver', { cookie, room });
    typists.push(there);
    await there.synced();
    const answer = await fetch(`${cluster.nodes[0]!.url}/sign-out`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: cluster.url, cookie, 'content-type': 'application/x-www-form-urlencoded' }
    });
    expect(answer.status).toBeLessThan(400);
    await vi.waitFor(() => expect(there.closings).toEqual([4401]), { timeout: 10_000, interval: 20 });
  });
});
