/** Counts the messages of one connection: it fills with `perSecond` and holds `burst`. */
export class MessageBucket {
  #allowance: number;
  #countedAt = performance.now();

  constructor(
    private readonly perSecond: number,
    private readonly burst: number
  ) {
    this.#allowance = burst;
  }

  /** Counts one message; false when it was one too many, which is then not counted. */
  take(): boolean {
    const now = performance.now();
    const earned = ((now - this.#countedAt) / 1000) * this.perSecond;
    this.#allowance = Math.min(this.burst, this.#allowance + earned);
    this.#countedAt = now;
    if (this.#allowance < 1) return false;
    this.#allowance -= 1;
    return true;
  }
}
