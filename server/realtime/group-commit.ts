import type { Append, Appended, DocumentLog } from '../db/document-log/document-log';
import { Gathered } from '../gathered';
import type { Metrics } from '../metrics';
import type { Scheduler } from './scheduler';

/** What a room asks to be stored, and how many updates of clients are in it, for the figures. */
export interface Submission extends Append {
  readonly updates: number;
}

/** One commit per turn of the event loop for all rooms of the process. */
export class GroupCommit {
  readonly #gathered: Gathered<Submission, Appended>;

  constructor(
    private readonly log: DocumentLog,
    private readonly metrics: Metrics,
    private readonly scheduler: Scheduler
  ) {
    this.#gathered = new Gathered(
      (submissions) => this.#append(submissions),
      () => scheduler.turn()
    );
  }

  /** Rejects when the log could not be written: then nothing of it was stored. One at a time for a document. */
  store(submission: Submission): Promise<Appended> {
    return this.#gathered.ask(submission);
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
