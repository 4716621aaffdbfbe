import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Cluster } from './cluster';
import { OwnPostgres, postgresPrograms } from './own-postgres';
import { OwnRedis, redisProgram } from './own-redis';
import { agree, roomOf, signIn, Typist } from './typist';

const installed = postgresPrograms !== undefined && redisProgram !== undefined;
if (!installed)
  console.warn('Left out: stopping PostgreSQL needs one of our own, and redis-server (install both).');

describe.skipIf(!installed)('a database that goes away', () => {
  let postgres: OwnPostgres;
  let redis: OwnRedis;
  let cluster: Cluster;

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([OwnPostgres.start(), OwnRedis.start()]);
    // Nobody is sent away meanwhile because their rights cannot be checked: that is another rule.
    const environment = { SYNC_LEASE: '3600000' };
    cluster = await Cluster.start({ nodes: 2, databaseUrl: postgres.url, redisUrl: redis.url, environment });
  });
  afterAll(async () => {
    await cluster?.close();
    await redis?.kill();
    await postgres?.remove();
  });

  it('CLU-23 while it is away nothing is acknowledged or shown; when it is back everything is stored', async () => {
    const cookies = [await signIn(cluster, 'helen.marsh'), await signIn(cluster, 'priya.nair')];
    const room = await roomOf(cluster, cookies[0]!);
    const people = cluster.nodes.map(
      (node, index) => new Typist(cluster.url, node.url, `person.${index}`, { cookie: cookies[index]!, room })
    );
    await Promise.all(people.map((person) => person.synced()));
    const [a, b] = people as [Typist, Typist];
    const typing = setInterval(() => people.forEach((person) => person.type()), 20);
    await vi.waitFor(() => expect(Math.min(a.typed, b.typed)).toBeGreaterThan(10), { timeout: 30_000 });
    await postgres.stop('immediate');
    // What was on its way when it stopped has been answered by the time that something later is refused. So many are
    // refused in the time only where the pause between attempts to connect does not grow.
    const refusedBefore = people.map(({ refusals }) => refusals.length);
    await vi.waitFor(
      () =>
        people.forEach(({ refusals }, index) =>
          expect(
            refusals.slice(refusedBefore[index]).filter((code) => code === 'not-stored').length
          ).toBeGreaterThan(10)
        ),
      { timeout: 60_000 }
    );
    clearInterval(typing);
    const [stored, shown] = [
      people.map(({ sequence }) => sequence),
      people.map((person) => person.words().length)
    ];
    a.type();
    b.type();
    const refused = people.map(({ refusals }) => refusals.length);
    await vi.waitFor(
      () => people.forEach(({ refusals }, index) => expect(refusals.length).toBeGreaterThan(refused[index]!)),
      { timeout: 60_000 }
    );
    expect(people.map(({ sequence }) => sequence)).toEqual(stored);
    // Its own word is in each one's document, and nobody else's.
    expect(people.map((person) => person.words().length)).toEqual(shown.map((count) => count + 1));
    await postgres.start();
    await agree(people);
    await vi.waitFor(() => expect(a.text).toBe(b.text), { timeout: 20_000 });
    const witness = new Typist(cluster.url, cluster.url, 'witness', { cookie: cookies[1]!, room });
    await witness.synced();
    expect(witness.text).toBe(a.text);
    for (const person of [...people, witness]) person.close();
  });
});
