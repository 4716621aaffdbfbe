import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { documentOfRoom } from '#protocol/rooms';
import type { OpenDatabase } from '#server/db/database';
import { openPostgres } from '#server/db/postgres';
import { partnership } from '#server/db/schema/people';
import { documentUpdate } from '#server/db/schema/specifications';
import { Cluster } from './cluster';
import { databaseForTests } from './own-postgres';
import { OwnRedis, redisProgram } from './own-redis';
import { agree, roomOf, signIn, Typist } from './typist';

const PEOPLE = ['helen.marsh', 'priya.nair', 'owen.pryce'] as const;
/** So that a session that ended can be noticed in no other way than through the bus. */
const NEVER = '3600000';
const MANY = Array.from({ length: 12 }, (_, index) => index);

const database = redisProgram ? await databaseForTests() : undefined;
if (!database)
  console.warn('Left out: several nodes need PostgreSQL (set TEST_DATABASE_URL) and redis-server.');

describe.skipIf(!database)('several nodes', () => {
  let redis: OwnRedis;
  let cluster: Cluster;
  let opened: OpenDatabase;
  let room: string;
  const typists: Typist[] = [];

  beforeAll(async () => {
    redis = await OwnRedis.start();
    cluster = await Cluster.start({
      nodes: 4,
      databaseUrl: database!.url,
      redisUrl: redis.url,
      environment: { SYNC_LEASE: NEVER }
    });
    opened = await openPostgres(database!.url);
    room = await roomOf(cluster, await signIn(cluster, 'helen.marsh'));
  });
  afterEach(() => typists.splice(0).forEach((typist) => typist.close()));
  afterAll(async () => {
    await cluster?.close();
    await opened?.close();
    await redis?.kill();
    await database?.drop();
  });

  async function typist(name: string, at = cluster.url, who: string = PEOPLE[0]): Promise<Typist> {
    const cookie = await signIn(cluster, who);
    const made = new Typist(cluster.url, at, name, { cookie, room });
    typists.push(made);
    return made.synced();
  }

  /** On every node one, by different people. */
  function onEveryNode(name: string, nodes = cluster.nodes): Promise<Typist[]> {
    return Promise.all(
      nodes.map((node, index) => typist(`${name}.${index}`, node.url, PEOPLE[index % PEOPLE.length]))
    );
  }

  /** The log from its first row: no gap in the numbers, and no row that waits for another. */
  async function wholeLog(): Promise<string> {
    const doc = new Y.Doc();
    const rows = await opened.db
      .select()
      .from(documentUpdate)
      .where(eq(documentUpdate.documentId, documentOfRoom(room)!))
      .orderBy(documentUpdate.sequence);
    rows.forEach(({ sequence, bytes }, index) => {
      expect(sequence).toBe(index + 1);
      Y.applyUpdate(doc, new Uint8Array(bytes));
      expect(doc.store.pendingStructs ?? doc.store.pendingDs).toBeNull();
    });
    return doc.getXmlFragment('body').toString();
  }

  async function allTheSame(all: readonly Typist[]): Promise<void> {
    await agree(all);
    await vi.waitFor(
      async () => expect(new Set([...all.map(({ text }) => text), await wholeLog()]).size).toBe(1),
      {
        timeout: 20_000
      }
    );
  }

  /** Everybody types a word again and again until told to stop. */
  function typing(all: readonly Typist[], every: number): () => void {
    const timers = all.map((each) => setInterval(() => each.type(), every));
    return () => timers.forEach((timer) => clearInterval(timer));
  }

  const until = (condition: () => boolean) =>
    vi.waitFor(() => expect(condition()).toBe(true), { timeout: 60_000, interval: 20 });

  it('CLU-20 four nodes that start at once on an empty database plant the demo once', async () => {
    expect(await opened.db.select().from(partnership)).toHaveLength(1);
    for (const node of cluster.nodes) {
      expect((await fetch(`${node.url}/healthz`)).status).toBe(200);
      expect(node.output()).not.toMatch(/error/i);
    }
  });

  it('CLU-21 people on four nodes, typing at once, end with the same text', async () => {
    const all = await onEveryNode('together');
    const stop = typing(all, 15);
    await until(() => all.every(({ typed }) => typed >= 40));
    stop();
    await allTheSame(all);
  });

  it('CLU-21 through the proxy nobody stays with one node, and everybody sees everybody', async () => {
    const all = await Promise.all([0, 1, 2, 3].map((index) => typist(`proxied.${index}`)));
    for (const each of all) each.type();
    await allTheSame(all);
  });

  it('CLU-21 Redis that stands still, is killed and comes back costs no edit', async () => {
    const all = await onEveryNode('bus');
    const stop = typing(all, 25);
    const enough = () => {
      const from = all.map(({ typed }) => typed);
      return until(() => all.every(({ typed }, index) => typed >= from[index]! + 15));
    };
    await enough();
    redis.pause();
    await enough();
    redis.resume();
    await enough();
    await redis.kill();
    await enough();
    await redis.start();
    await enough();
    stop();
    await allTheSame(all);
  });

  it('CLU-22 a node that is killed while people type loses nothing that anybody else has seen', async () => {
    const all = await onEveryNode('killed');
    const reader = await typist('reader', cluster.nodes[1]!.url, 'priya.nair');
    const stop = typing([all[0]!], 3);
    await until(() => reader.words().filter((word) => word.startsWith('killed.0-')).length >= 30);
    await cluster.stop(0, 'SIGKILL');
    const seen = reader.words();
    stop();
    all[0]!.close();
    await cluster.replace(0);
    const witness = await typist('witness', cluster.nodes[0]!.url, 'owen.pryce');
    const there = new Set(witness.words());
    expect(seen.filter((word) => !there.has(word))).toEqual([]);
    await allTheSame([reader, witness].filter(({ typed }) => typed === 0));
  });

  it('CLU-24 nodes are replaced one after the other while people type: nothing is lost', async () => {
    const all = await Promise.all(
      MANY.map((index) => typist(`rolling.${index}`, cluster.url, PEOPLE[index % PEOPLE.length]))
    );
    const stop = typing(all, 200);
    for (const index of [0, 1, 2, 3]) {
      await cluster.stop(index, 'SIGTERM');
      await cluster.replace(index);
    }
    stop();
    await allTheSame(all);
    for (const { closings } of all) expect(closings.filter((code) => code !== 4503)).toEqual([]);
    expect(all.every(({ connectedAt }) => connectedAt.length > 1)).toBe(true);
  });

  it('CLU-25 signing out through one node closes the session’s sockets on the other', async () => {
    const cookie = await signIn(cluster, 'helen.marsh', cluster.nodes[0]!.url);
    const there = new Typist(cluster.url, cluster.nodes[1]!.url, 'leaver', { cookie, room });
    typists.push(there);
    await there.synced();
    const answer = await fetch(`${cluster.nodes[0]!.url}/sign-out`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: cluster.url, cookie, 'content-type': 'application/x-www-form-urlencoded' }
    });
    expect(answer.status).toBeLessThan(400);
    await vi.waitFor(() => expect(there.closings).toEqual([4401]), { timeout: 5_000, interval: 20 });
  });
});
