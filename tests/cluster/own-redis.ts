import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { createClient } from '@redis/client';
import { freePort } from '#tests/builders/product';

const PROGRAMS = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/usr/bin/valkey-server'];

/** Where a Redis or Valkey server is installed, if it is. */
export const redisProgram = PROGRAMS.find((path) => existsSync(path));

/** A Redis of a test's own, which it may pause and kill. Keeps nothing on disk. */
export class OwnRedis {
  #process: ChildProcess | undefined;

  private constructor(readonly port: number) {}

  static async start(): Promise<OwnRedis> {
    const redis = new OwnRedis(await freePort());
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, again on the same port when it was killed. Resolves when it answers. */
  async start(): Promise<void> {
    const options = ['--port', String(this.port), '--save', '', '--appendonly', 'no', '--bind', '127.0.0.1'];
    this.#process = spawn(redisProgram!, options, { stdio: 'ignore' });
    const client = createClient({ url: this.url, socket: { reconnectStrategy: () => 20 } });
    client.on('error', () => undefined);
    await client.connect();
    await client.ping();
    client.destroy();
  }

  /** It stands still: connections stay open and nothing is answered. */
  pause(): void {
    this.#process!.kill('SIGSTOP');
  }

  resume(): void {
    this.#process!.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    const gone = this.#process;
    if (!gone || gone.exitCode !== null || gone.signalCode !== null) return;
    const exit = once(gone, 'exit');
    gone.kill('SIGKILL');
    await exit;
  }
}

/** The Redis that tests share, if there is one: TEST_REDIS_URL, else one of their own. */
export async function redisForTests(): Promise<{ url: string; close(): Promise<void> } | undefined> {
  const url = process.env.TEST_REDIS_URL;
  if (url) return { url, close: async () => undefined };
  if (!redisProgram) return undefined;
  const own = await OwnRedis.start();
  return { url: own.url, close: () => own.kill() };
}
