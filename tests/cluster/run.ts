import { Cluster } from './cluster';
import { databaseForTests } from './own-postgres';
import { redisForTests } from './own-redis';

/**
 * `npm run cluster`: the demo on several nodes (NODES, 2) behind one port (PORT, 3000), as compose.yaml starts it but
 * without containers. On DATABASE_URL and REDIS_URL when they are set, else on servers of its own that leave nothing.
 */
const own = process.env.DATABASE_URL
  ? { url: process.env.DATABASE_URL, drop: async () => undefined }
  : await databaseForTests();
const redis = process.env.REDIS_URL
  ? { url: process.env.REDIS_URL, close: async () => undefined }
  : await redisForTests();
if (!own || !redis) {
  console.error('PostgreSQL and Redis are needed: install them, or set DATABASE_URL and REDIS_URL.');
  process.exit(1);
}
const cluster = await Cluster.start({
  nodes: Number(process.env.NODES ?? 2),
  port: Number(process.env.PORT ?? 3000),
  databaseUrl: own.url,
  redisUrl: redis.url
});
console.log(cluster.nodes[0]!.output());
console.log(`${cluster.nodes.length} nodes: ${cluster.nodes.map((node) => node.url).join(', ')}`);
console.log(`People use ${cluster.url}. Ctrl+C stops everything.`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void cluster
      .close()
      .then(() => Promise.all([own.drop(), redis.close()]))
      .then(() => process.exit(0));
  });
}
