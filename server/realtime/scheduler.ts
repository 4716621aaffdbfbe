/** Time and turns, as rooms use them: real ones, or those of a simulation that runs from a seed. */
export interface Scheduler {
  /** Milliseconds from any beginning; never goes back. */
  now(): number;
  /** Resolves in a later turn, when everything that has arrived by then was read. */
  turn(): Promise<void>;
  /** Calls `act` after so many milliseconds, unless the answer is called first. Keeps no process alive. */
  after(milliseconds: number, act: () => void): () => void;
}

export const realScheduler: Scheduler = {
  now: () => performance.now(),
  turn: () => new Promise((resolve) => setImmediate(resolve)),
  after(milliseconds, act) {
    const timer = setTimeout(act, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  }
};
