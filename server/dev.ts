import type { ViteDevServer } from 'vite';
import { dataKind, wrongMode } from './cli/data-kind';
import { seedDemo } from './cli/seed-demo';
import { readConfig } from './config';
import { openDatabase } from './db/open';
import { composeRuntime, type Runtime } from './runtime';
import { handOver, routeUpgrade, RUNTIME } from './serve';
import { startUpLines } from './start-up-lines';

/**
 * The same composition inside Vite, with the demo's data. The runtime lives on the process and not in a module, so
 * that Vite restarting itself does not open the embedded database twice.
 */
export async function attach(vite: ViteDevServer): Promise<void> {
  if (!current()) handOver(await compose());
  vite.httpServer?.on('upgrade', (request, socket, head) => routeUpgrade(current()!, request, socket, head));
  vite.httpServer?.once('listening', () => void announceStart(current()!));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(
      signal,
      () =>
        void current()!
          .close()
          .then(() => process.exit(0))
    );
  }
}

/** After a change in `server/`: closes what runs and composes it anew from the changed code, on the same data. */
export async function recompose(): Promise<void> {
  await current()?.close();
  handOver(await compose());
}

function current(): Runtime | undefined {
  return (globalThis as Record<symbol, unknown>)[RUNTIME] as Runtime | undefined;
}

async function announceStart({ tools }: Runtime): Promise<void> {
  console.log(await startUpLines(tools, tools.config.port, 'live reload'));
}

async function compose(): Promise<Runtime> {
  const config = readConfig(process.env, { demo: true });
  if ('wrong' in config) throw new Error(config.wrong);
  const database = await openDatabase(config);
  const wrong = wrongMode(await dataKind(database.db), true);
  if (wrong) {
    await database.close();
    throw new Error(wrong);
  }
  const runtime = composeRuntime({ config, database });
  await seedDemo(runtime.tools);
  return runtime;
}
