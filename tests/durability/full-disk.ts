import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A disk of the product's that a test can let run full, for the files it names. */
export class FullDisk {
  readonly #control: string;

  constructor(dataDir: string) {
    this.#control = join(dataDir, 'disk-is-full');
  }

  /** For the product's process. */
  get environment(): Record<string, string> {
    const script = pathToFileURL(resolve('tests/durability/disk-fault.mjs')).href;
    return { NODE_OPTIONS: `--import=${script}`, FULL_DISK: this.#control };
  }

  /** From now on nothing can be written to files whose path matches. */
  fill(paths: RegExp): void {
    writeFileSync(this.#control, paths.source);
  }

  /** There is space again. */
  free(): void {
    rmSync(this.#control, { force: true });
  }
}
