import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Both in microseconds. Short, so that a process which has used its part up waits for 2.4 milliseconds at most. */
const PERIOD = 4000;
const QUOTA = 1600;

/** Part of a core that each process gets. */
export const SHARE = QUOTA / PERIOD;

/** Where the kernel's control groups are: the first version's folder for the processor, or the second's for everything. */
const FOLDERS = ['/sys/fs/cgroup/cpu', '/sys/fs/cgroup'];

const shares = new Set<CoreShare>();

/** A process that may use a part of a core and no more, as if its machine were that small. Linux, as root. */
export class CoreShare {
  readonly #folder: string;

  private constructor(pid: number) {
    this.#folder = join(groups()!, `concordat-bench-${pid}`);
    mkdirSync(this.#folder);
    shares.add(this);
    for (const [file, value] of limits(this.#folder)) writeFileSync(join(this.#folder, file), value);
    writeFileSync(join(this.#folder, 'cgroup.procs'), String(pid));
  }

  /** With all its threads, from now on. */
  static give(pid: number): CoreShare {
    return new CoreShare(pid);
  }

  /** When the process has ended. */
  remove(): void {
    rmdirSync(this.#folder);
    shares.delete(this);
  }
}

/** Why it cannot be done here; undefined when it can. */
export function coreSharesMissing(): string | undefined {
  const canBe = process.getuid?.() === 0 && groups() !== undefined;
  return canBe
    ? undefined
    : 'it needs root and Linux control groups, to give every node the same part of a core';
}

/** However a run ended. The processes must be gone before. */
export function removeAllShares(): void {
  for (const share of shares) share.remove();
}

function groups(): string | undefined {
  return FOLDERS.find((folder) => existsSync(join(folder, 'cpu.cfs_quota_us')) || isSecondVersion(folder));
}

function isSecondVersion(folder: string): boolean {
  const passedOn = join(folder, 'cgroup.subtree_control');
  return existsSync(passedOn) && readFileSync(passedOn, 'utf8').split(/\s/).includes('cpu');
}

function limits(folder: string): [file: string, value: string][] {
  if (existsSync(join(folder, 'cpu.max'))) return [['cpu.max', `${QUOTA} ${PERIOD}`]];
  return [
    ['cpu.cfs_period_us', String(PERIOD)],
    ['cpu.cfs_quota_us', String(QUOTA)]
  ];
}
