import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';

/** Whether server and load can each have a core of their own. Linux with `taskset` and two cores. */
export const canPin = availableParallelism() >= 2 && hasTaskset();
/** Asked for before this process keeps to one of them. */
const CORES = availableParallelism();

const SERVER_CORE = '0';
const LOAD_CORE = '1';

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** All threads of this process, so that nothing of the load runs where the server does. */
export function pinLoad(): void {
  if (canPin)
    execFileSync('taskset', ['-a', '-c', '-p', LOAD_CORE, String(process.pid)], { stdio: 'ignore' });
}

/** The command as it runs on the servers' core. `taskset` becomes the command, so the process id is its own. */
export function onServerCore(command: string, args: readonly string[]): [string, string[]] {
  return canPin ? ['taskset', ['-c', SERVER_CORE, command, ...args]] : [command, [...args]];
}

/** Time its threads have had on a core, in milliseconds. Threads that have ended are not in it. */
export function cpuTime(pid: number): number {
  let nanoseconds = 0;
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    const line = readOrNothing(`/proc/${pid}/task/${task}/schedstat`);
    nanoseconds += Number(line.split(' ', 1)[0]);
  }
  return nanoseconds / 1e6;
}

/** Resident memory in KiB. */
export function residentMemory(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN);
}

/**
 * How much of the cores other work takes while nothing of ours runs, in percent: above a few, the figures say more
 * about the machine than about the servers.
 */
export async function otherWork(): Promise<number> {
  const before = coreTimes();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const after = coreTimes();
  return (100 * (after.busy - before.busy)) / (after.busy + after.idle - before.busy - before.idle);
}

/** Ticks of all cores since the machine started. */
function coreTimes(): { busy: number; idle: number } {
  const ticks = /^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8'))![1]!.split(' ').map(Number);
  const idle = ticks[3]! + ticks[4]!;
  return { idle, busy: ticks.slice(0, 8).reduce((sum, each) => sum + each, 0) - idle };
}

/** One line for the head of the tables. */
export function machineLine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor';
  const place = canPin ? 'servers on core 0, load on core 1' : 'server and load share the cores';
  return `${CORES} cores, ${model}; ${place}`;
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // A thread that ended between the listing and the reading.
    return '0';
  }
}
