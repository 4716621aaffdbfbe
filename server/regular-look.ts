import type { Tools } from './runtime';

/**
 * Something that nobody asks for and that is looked after regularly. One look at a time, however long it takes; a failed one is
 * logged and the next tries again. It does not keep the process alive.
 */
export class RegularLook {
  #timer: NodeJS.Timeout | undefined;
  #underWay: Promise<void> = Promise.resolve();

  constructor(
    private readonly log: Tools['log'],
    private readonly task: { readonly what: string; readonly every: number; look(): Promise<void> }
  ) {}

  /** Looks now and from then on. */
  start(): void {
    if (this.#timer) return;
    this.#timer = setInterval(() => this.#look(), this.task.every);
    this.#timer.unref();
    this.#look();
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#underWay;
  }

  #look(): void {
    this.#underWay = this.#underWay
      .then(() => this.task.look())
      .catch((error: unknown) => this.log.error({ err: error }, `${this.task.what} failed`));
  }
}
