/**
 * How much work one comparison may do. Texts come from people, and somebody may freeze one that was made to be slow to
 * compare: when this is used up what is left is not looked at closely and counts as replaced.
 */
export class Effort {
  #left: number;

  constructor(steps = 40_000_000) {
    this.#left = steps;
  }

  /** False, and nothing is taken, when there is not so much left. */
  take(steps: number): boolean {
    if (steps > this.#left) return false;
    this.#left -= steps;
    return true;
  }
}
