import type { Tools } from '../runtime';

/**
 * Something that nobody asks for and that is looked after regularly. One look at a time, however long it takes; a failed one is
 * logged and the next tries again. It does not keep the process alive.
 */
export abstract class RegularWork {
  /** For the log: "closing due ballots". */
  protected abstract readonly what: string;
  /** Milliseconds. */
  protected abstract readonly every: number;
  #timer: NodeJS.Timeout | undefined;
  #underWay: Promise<void> = Promise.resolve();

  constructor(protected readonly tools: Tools) {}

  /** Does all that is due. */
  abstract look(): Promise<void>;

  /** Looks now and from then on. */
  start(): void {
    if (this.#timer) return;
    this.#timer = setInterval(() => this.#lookNext(), this.every);
    this.#timer.unref();
    this.#lookNext();
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#underWay;
  }

  #lookNext(): void {
    this.#underWay = this.#underWay
      .then(() => this.look())
      .catch((error: unknown) => this.tools.log.error({ err: error }, `${this.what} failed`));
  }
}
