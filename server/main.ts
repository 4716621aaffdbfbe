import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dataKind, wrongMode } from './cli/data-kind';
import { seedDemo } from './cli/seed-demo';
import { readConfig, type Config } from './config';
import { CannotOpen } from './db/cannot-open';
import { oneNodeAtATime, openDatabase } from './db/open';
import { createLog } from './log';
import { oneClickBefore } from './mail/one-click';
import { metricsBefore } from './metrics-page';
import { openBus } from './realtime/open-bus';
import { composeRuntime, type Runtime } from './runtime';
import { aroundPages, handOver, routeUpgrade, shutDown, type PageHandler } from './serve';
import { startUpLines } from './start-up-lines';

/** Read the configuration, compose, listen, drain. */
async function main(): Promise<void> {
  const config = readConfig(process.env, { demo: process.argv.includes('--demo') });
  if ('wrong' in config) return stop(config.wrong);
  const database = await openDatabase(config).catch((error: unknown) => {
    if (error instanceof CannotOpen) return stop(error.message);
    throw error;
  });
  // Another node may be planting the demo: half of it would be taken for somebody's work.
  const kind = await oneNodeAtATime(config, () => dataKind(database.db));
  const wrong = wrongMode(kind, config.demo);
  if (wrong) return database.close().then(() => stop(wrong));
  const bus = await openBus(config, database.db, createLog(config.logLevel));
  const runtime = composeRuntime({ config, database, bus });
  if (config.demo) await oneNodeAtATime(config, () => seedDemo(runtime.tools));
  handOver(runtime);
  await listen(config, runtime, database.description);
}

async function listen(config: Config, runtime: Runtime, storedIn: string): Promise<void> {
  const [handler] = await Promise.all([pages(config, runtime), runtime.rooms.warmUp()]);
  const server = createServer((request, response) => handler(request, response));
  server.on('upgrade', (request, socket, head) => {
    if (!routeUpgrade(runtime, request, socket, head)) socket.destroy();
  });
  server.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    void runtime.close().then(() => stop(`Port ${config.port} is in use. Set PORT to another one.`));
  });
  server.listen(config.port, config.host, () => {
    const { port } = server.address() as AddressInfo;
    void startUpLines(runtime.tools, port, storedIn).then((lines) => console.log(lines));
  });
  let stopping: Promise<void> | undefined;
  const drain = () => void (stopping ??= shutDown(server, runtime).then(() => process.exit(0)));
  // Stays on: without a listener a second signal would end the process in the middle of what the first one began.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, drain);
}

/**
 * SvelteKit's handler. It reads its settings from the environment when it is loaded, so they are put there first.
 * With no ORIGIN set the address is taken from the Host header, over plain HTTP: `config.origins` then allows
 * only this machine's own names.
 */
async function pages(config: Config, { metrics, tools }: Runtime): Promise<PageHandler> {
  if (!process.env.ORIGIN) process.env.PROTOCOL_HEADER ??= 'x-concordat-protocol';
  process.env.BODY_SIZE_LIMIT ??= '100M';
  if (config.trustedProxyHops > 0) {
    process.env.ADDRESS_HEADER = 'x-forwarded-for';
    process.env.XFF_DEPTH = String(config.trustedProxyHops);
  }
  // @ts-expect-error -- made by `vite build`, after this file is checked
  const { handler } = (await import('./handler.js')) as { handler: PageHandler };
  return aroundPages(config, metricsBefore(config, metrics, oneClickBefore(tools, handler)));
}

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

await main();
