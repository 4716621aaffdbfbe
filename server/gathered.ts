interface Waiting<Request, Answer> {
  readonly request: Request;
  resolve(answer: Answer): void;
  reject(fault: unknown): void;
}

/**
 * Requests that come in one turn of the event loop are answered together; while that is under way the next ones gather.
 * So groups grow with the load by themselves, and nothing ever waits for a timer.
 */
export class Gathered<Request, Answer> {
  #waiting: Waiting<Request, Answer>[] = [];
  #running = false;

  /** `together` answers in the order of the requests. `turn` resolves in a later turn. */
  constructor(
    private readonly together: (requests: readonly Request[]) => Promise<readonly Answer[]>,
    private readonly turn: () => Promise<void>
  ) {}

  /** Rejects when it could not be answered even alone. */
  ask(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      if (this.#running) return;
      this.#running = true;
      void this.turn().then(() => this.#run());
    });
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) await this.#answer(this.#waiting.splice(0));
    this.#running = false;
  }

  /** When all together fail, each is tried alone: what one cannot have must not hold up the others. */
  async #answer(group: readonly Waiting<Request, Answer>[]): Promise<void> {
    try {
      const answers = await this.together(group.map(({ request }) => request));
      group.forEach(({ resolve }, index) => resolve(answers[index] as Answer));
    } catch (fault) {
      if (group.length === 1) return group[0]!.reject(fault);
      for (const each of group) await this.#answer([each]);
    }
  }
}
