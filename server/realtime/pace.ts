import type { Scheduler } from './scheduler';

/**
 * The rhythm in which the rooms of a process take edits. After a rest there is no wait; while people type quickly the
 * next edits of all rooms are taken together, one beat after the last ones, and share a commit, a sync and a frame.
 */
export class Pace {
  #last = -Infinity;
  #next: Promise<void> | undefined;

  /** `beat`: milliseconds from one taking to the next. */
  constructor(
    private readonly scheduler: Scheduler,
    private readonly beat: number
  ) {}

  /** Resolves for everybody who waits at the same time, in a later turn of the event loop. */
  taking(): Promise<void> {
    this.#next ??= this.#rest().then(() => {
      this.#next = undefined;
      this.#last = this.scheduler.now();
    });
    return this.#next;
  }

  #rest(): Promise<void> {
    const left = this.#last + this.beat - this.scheduler.now();
    if (left <= 0) return this.scheduler.turn();
    return new Promise((resolve) => this.scheduler.after(left, resolve));
  }
}
