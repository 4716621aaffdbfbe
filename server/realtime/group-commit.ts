import type { Append, Appended, DocumentLog } from '../db/document-log/document-log';
import type { Metrics } from '../metrics';
import type { Scheduler } from './scheduler';

/** What a room asks to be stored, and how many updates of clients are in it, for the figures. */
export interface Submission extends Append {
  readonly updates: number;
}

interface Waiting {
  readonly submission: Submission;
  resolve(answer: Appended): void;
  reject(fault: unknown): void;
}

/**
 * One commit per turn of the event loop for all rooms of the process. While one is under way the next one gathers, so
 * that commits grow with the load by themselves and nothing ever waits for a timer.
 */
export class GroupCommit {
  #waiting: Waiting[] = [];
  #running = false;

  constructor(
    private readonly log: DocumentLog,
    private readonly metrics: Metrics,
    private readonly scheduler: Scheduler
  ) {}

  /** Rejects when the log could not be written: then nothing of it was stored. One at a time for a document. */
  store(submission: Submission): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ submission, resolve, reject });
      if (this.#running) return;
      this.#running = true;
      void this.scheduler.turn().then(() => this.#run());
    });
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0));
    this.#running = false;
  }

  /** When the commit of all fails, each room is tried alone: what one room cannot store must not hold up the others. */
  async #commit(group: readonly Waiting[]): Promise<void> {
    try {
      const answers = await this.#append(group.map(({ submission }) => submission));
      group.forEach(({ resolve }, index) => resolve(answers[index] as Appended));
    } catch (fault) {
      if (group.length === 1) return group[0]!.reject(fault);
      for (const each of group) await this.#commit([each]);
    }
  }

  async #append(submissions: readonly Submission[]): Promise<readonly Appended[]> {
    const began = this.scheduler.now();
    const answers = await this.log.append(submissions);
    const stored = submissions.filter((_, index) => answers[index] === 'stored');
    this.metrics.committed({
      rooms: stored.length,
      rows: stored.reduce((sum, { rows }) => sum + rows.length, 0),
      updates: stored.reduce((sum, { updates }) => sum + updates, 0),
      seconds: (this.scheduler.now() - began) / 1000
    });
    return answers;
  }
}
