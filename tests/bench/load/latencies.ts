const STEP = 0.02;
/** Up to 20 seconds; what took longer counts as that. */
const STEPS = 1_000_000;

/** Times in milliseconds, kept as counts: millions of them must not cost memory or time. */
export class Latencies {
  readonly #counts = new Uint32Array(STEPS);
  count = 0;
  most = 0;

  add(milliseconds: number): void {
    this.count += 1;
    if (milliseconds > this.most) this.most = milliseconds;
    const step = Math.floor(milliseconds / STEP);
    this.#counts[step < STEPS ? (step > 0 ? step : 0) : STEPS - 1]! += 1;
  }

  clear(): void {
    this.#counts.fill(0);
    this.count = 0;
    this.most = 0;
  }

  /** The time that this share (0 to 1) of all stayed within. NaN when there were none. */
  within(share: number): number {
    if (this.count === 0) return NaN;
    let left = Math.max(1, Math.ceil(this.count * share));
    for (let step = 0; step < STEPS; step += 1) {
      left -= this.#counts[step]!;
      if (left <= 0) return (step + 1) * STEP;
    }
    return STEPS * STEP;
  }
}
