import type { Actor } from '#domain/membership';
import type { Refusal } from '#domain/refusal';
import { mayImport } from '../commands/import-specification';

/** What a Word file passes before a byte of it is read. */
export interface FileGate {
  /** May this person send a file at all? */
  readonly allowed: true | Refusal;
  /** Does `work` when one of the few places is free: each holds a whole file in memory. */
  oneOfFew<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Files of up to 20 MB that may be in memory at once. */
const PLACES = 3;

/** The places for files, shared by everybody; whoever came first is served first. */
export class FilePlaces {
  #taken = 0;
  readonly #waiting: (() => void)[] = [];

  gateFor(actor: Actor): FileGate {
    return { allowed: mayImport(actor), oneOfFew: (work) => this.#oneOfFew(work) };
  }

  async #oneOfFew<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#taken === PLACES) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#taken += 1;
    try {
      return await work();
    } finally {
      // A place that is free goes straight to who has waited longest.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#taken -= 1;
    }
  }
}
