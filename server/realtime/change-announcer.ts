import { realScheduler, type Scheduler } from './scheduler';

/**
 * Says "this changed" at once, then at most once in `every` milliseconds, and always once more after the last
 * change, so that nobody is left with an old page.
 */
export class ChangeAnnouncer {
  #stopWaiting: (() => void) | undefined;
  #again = false;

  constructor(
    private readonly announce: () => void,
    private readonly every: number,
    private readonly scheduler: Scheduler = realScheduler
  ) {}

  changed(): void {
    if (this.#stopWaiting) {
      this.#again = true;
      return;
    }
    this.announce();
    this.#stopWaiting = this.scheduler.after(this.every, () => this.#due());
  }

  /** Says what is still to be said, now. */
  close(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
    if (this.#again) this.announce();
    this.#again = false;
  }

  #due(): void {
    this.#stopWaiting = undefined;
    if (!this.#again) return;
    this.#again = false;
    this.changed();
  }
}
