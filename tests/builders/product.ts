import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The built product, running as its own process, as a person would start it. */
export interface Product {
  readonly url: string;
  readonly process: ChildProcess;
  readonly dataDir: string;
  /** What it has printed so far. */
  output(): string;
  /** Ends it with a signal and waits until it is gone. Keeps the data folder. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

export interface StartOptions {
  /** With the demo's people and story. */
  readonly demo?: boolean;
  readonly dataDir?: string;
  /** Where it listens; a free port if none is named. */
  readonly port?: number;
  readonly environment?: Record<string, string>;
  /** The program; the one that was built here if none is named. */
  readonly main?: string;
  /** Called as soon as the process is there, long before it is ready. */
  readonly spawned?: (process: ChildProcess) => void;
}

const READY = /Concordat is ready/;

/** Starts the built product on a free port and waits until it says it is ready. */
export async function startProduct({
  demo = true,
  dataDir,
  port: wanted,
  environment = {},
  main = 'build/main.js',
  spawned
}: StartOptions = {}): Promise<Product> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'concordat-product-'));
  const port = wanted ?? (await freePort());
  const child = spawn(process.execPath, [main, ...(demo ? ['--demo'] : [])], {
    env: {
      ...withoutOurs(process.env),
      PORT: String(port),
      DATA_DIR: folder,
      LOG_LEVEL: 'warn',
      ...environment
    },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  spawned?.(child);
  let printed = '';
  const stop = (signal: NodeJS.Signals = 'SIGTERM') => ended(child, signal);
  await new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      printed += chunk.toString();
      if (READY.test(printed)) resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', (code) =>
      reject(new Error(`The product ended (${code}) before it was ready:\n${printed}`))
    );
  });
  return {
    url: `http://localhost:${port}`,
    process: child,
    dataDir: folder,
    output: () => printed,
    stop,
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

/** The variables that change how the product starts must not leak in from the shell the tests run in. */
function withoutOurs(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const {
    ORIGIN: _o,
    HOST: _h,
    DATABASE_URL: _d,
    REDIS_URL: _r,
    PROTOCOL_HEADER: _p,
    VITEST: _v,
    NODE_ENV: _n,
    ...rest
  } = environment;
  return rest;
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  await gone;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
