import { freePort } from '#tests/builders/product';
import { redisForTests, redisProgram } from '#tests/cluster/own-redis';
import { cpuTime, residentMemory } from '../machine';
import { concordatCommand } from './concordat-command';
import { concordatRoom } from './concordat-room';
import { CoreShare, coreSharesMissing, removeAllShares } from './core-share';
import { serverNode } from './peer-packages';
import { dropAllDatabases, newDatabase, postgresMissing } from './prepared-databases';
import type { MeasuredServer, Room, RunningServer } from './server';
import { ServerProcess } from './server-process';

export const ONE_NODE = 'ours, one node';

/** As a single node is run: without a bus. */
export const concordatOneNode = concordatNodes(ONE_NODE, 1);
export const concordatTwoNodes = concordatNodes('ours, two nodes', 2);

/** Every so many documents, one has people on both nodes; all others are on one. */
const SHARED_EVERY = 5;

/** Nodes on one PostgreSQL, each with the same part of a core. What PostgreSQL and Redis use is not in the figures. */
function concordatNodes(name: string, nodes: number): MeasuredServer {
  return {
    name,
    kind: 'ours',
    stores: true,
    missing: () => coreSharesMissing() ?? postgresMissing() ?? (nodes > 1 ? redisMissing() : undefined),
    start: () => start(nodes),
    async clearUp() {
      removeAllShares();
      await dropAllDatabases();
    }
  };
}

function redisMissing(): string | undefined {
  const there = process.env.TEST_REDIS_URL ?? redisProgram;
  return there ? undefined : 'TEST_REDIS_URL is not set, and no redis-server is installed';
}

interface Node {
  readonly server: ServerProcess;
  readonly share: CoreShare;
}

async function start(count: number): Promise<RunningServer> {
  const { prepared, url, drop } = await newDatabase();
  const redis = count > 1 ? await redisForTests() : undefined;
  const bus = redis && { REDIS_URL: redis.url };
  const ports = await Promise.all(Array.from({ length: count }, () => freePort()));
  const startAll = () =>
    Promise.all(
      ports.map((port) => startNode(concordatCommand(serverNode(), port, { DATABASE_URL: url, ...bus })))
    );
  let nodes = await startAll();
  const stopAll = async (signal: 'SIGTERM' | 'SIGKILL') => {
    await Promise.all(nodes.map((node) => stopNode(node, signal)));
  };
  let rooms = 0;
  return {
    cpuTime: () => sum(nodes, cpuTime),
    residentMemory: () => sum(nodes, residentMemory),
    freshRoom: () => roomAt(rooms++, ports, (number, port) => concordatRoom(prepared, number, port)),
    async restart(signal) {
      await stopAll(signal);
      nodes = await startAll();
    },
    async remove() {
      await stopAll('SIGTERM');
      await redis?.close();
      await drop();
    }
  };
}

/** It starts with a whole core: that is not what is measured. */
async function startNode(command: Parameters<typeof ServerProcess.start>[0]): Promise<Node> {
  const server = await ServerProcess.start(command);
  return { server, share: CoreShare.give(server.pid) };
}

async function stopNode({ server, share }: Node, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  await server.stop(signal);
  share.remove();
}

/** Documents go to the nodes in turn; of a shared one every other client goes to the next node. */
function roomAt(
  number: number,
  ports: readonly number[],
  roomOf: (number: number, port: number) => Room
): Room {
  const isShared = number % SHARED_EVERY === SHARED_EVERY - 1;
  const places = ports.map((_, place) => roomOf(number, ports[(number + place) % ports.length]!));
  const [first] = places;
  if (!isShared) return first!;
  return { ...first!, address: (client) => places[client % places.length]!.address(client) };
}

function sum(nodes: readonly Node[], what: (pid: number) => number): number {
  return nodes.reduce((total, { server }) => total + what(server.pid), 0);
}
