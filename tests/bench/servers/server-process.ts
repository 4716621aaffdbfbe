import { spawn, type ChildProcess } from 'node:child_process';
import { onServerCore } from '../machine';

export interface Command {
  readonly node: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** What it prints once it listens. */
  readonly ready: RegExp;
}

const running = new Set<ChildProcess>();
/** The run is over: whatever still goes on in it starts nothing any more. */
let over = false;
const START_LIMIT = 60_000;

/** A server as a process of its own, on the servers' core. */
export class ServerProcess {
  private constructor(private readonly child: ChildProcess) {}

  static async start({ node, args, environment, ready }: Command): Promise<ServerProcess> {
    if (over) throw new Error('The run is over.');
    const [command, all] = onServerCore(node, args);
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...environment };
    const child = spawn(command, all, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    child.once('exit', () => running.delete(child));
    await isReady(child, ready);
    return new ServerProcess(child);
  }

  get pid(): number {
    return this.child.pid!;
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Ends it and waits until it is gone; with force when it takes more than 20 seconds. */
  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.ended) return;
    const gone = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.child.kill(signal);
    const force = setTimeout(() => this.child.kill('SIGKILL'), 20_000);
    await gone;
    clearTimeout(force);
  }
}

function isReady(child: ChildProcess, ready: RegExp): Promise<void> {
  let printed = '';
  return new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`It was not ready in time:\n${printed}`));
    }, START_LIMIT);
    const take = (chunk: Buffer) => {
      // Only the beginning is of interest; a server that complains without end must not fill the memory.
      if (printed.length < 10_000) printed += chunk.toString();
      if (!ready.test(printed)) return;
      clearTimeout(tooLate);
      resolve();
    };
    child.stdout!.on('data', take);
    child.stderr!.on('data', take);
    child.once('exit', (code) => {
      clearTimeout(tooLate);
      reject(new Error(`It ended (${code}) before it was ready:\n${printed}`));
    });
  });
}

/** The last thing a run does, however it ended: no server is left behind. */
export async function endAllServers(): Promise<void> {
  over = true;
  const gone = [...running].map((child) => new Promise((resolve) => child.once('exit', resolve)));
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(gone);
}
