import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { threadScript } from '../built-files';
import { CLOSE, READY, type Answer, type Question } from './embedded-messages';

type Ask = (statement: string, values?: readonly unknown[], options?: Options) => Promise<Result>;

interface Options {
  readonly rowMode?: 'array' | 'object';
}

interface Result {
  readonly rows: readonly unknown[];
  readonly affectedRows: number | undefined;
}

interface Waiting {
  answered(result: Result): void;
  failed(error: Error): void;
}

/**
 * The embedded database as Drizzle's PGlite driver uses it: `query` and `transaction`. It runs in a thread of its own, so
 * that a long question keeps nobody's keystroke waiting. One session: while a transaction is open, everybody else's
 * questions wait.
 */
export class EmbeddedClient {
  #last = 0;
  readonly #waiting = new Map<number, Waiting>();
  /** Whoever comes next waits for this. */
  #turn: Promise<unknown> = Promise.resolve();
  #closing = false;

  private constructor(private readonly thread: Worker) {
    thread.on('message', (answer: Answer | typeof READY) => this.#take(answer));
    thread.on('exit', () => this.#ended());
  }

  /** Opens the cluster in `folder`; rejects with what the thread threw. */
  static async open(folder: string): Promise<EmbeddedClient> {
    const script = threadScript('embedded-thread', 'server/db/embedded-thread.ts');
    const thread = new Worker(script, { workerData: folder, execArgv: [] });
    const client = new EmbeddedClient(thread);
    try {
      await once(thread, 'message');
      return client;
    } catch (error) {
      client.#closing = true;
      throw error;
    }
  }

  get closed(): boolean {
    return this.#closing;
  }

  query: Ask = (statement, values, options) => this.#inTurn(() => this.#ask(statement, values, options));

  transaction<T>(work: (inside: { query: Ask }) => Promise<T>): Promise<T> {
    return this.#inTurn(() => this.#transact(work));
  }

  /** While it works the database does nothing, and whoever asks waits. */
  alone<T>(act: () => Promise<T>): Promise<T> {
    return this.#inTurn(act);
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#turn;
    const ended = once(this.thread, 'exit');
    this.thread.postMessage(CLOSE);
    await ended;
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(act);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #transact<T>(work: (inside: { query: Ask }) => Promise<T>): Promise<T> {
    await this.#ask('begin');
    try {
      const result = await work({ query: this.#ask });
      await this.#ask('commit');
      return result;
    } catch (error) {
      await this.#ask('rollback');
      throw error;
    }
  }

  #ask: Ask = (statement, values = [], { rowMode = 'object' } = {}) =>
    new Promise((answered, failed) => {
      const id = (this.#last += 1);
      this.#waiting.set(id, { answered, failed });
      this.thread.postMessage({ id, statement, values, rowMode } satisfies Question);
    });

  #take(answer: Answer | typeof READY): void {
    if (answer === READY) return;
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting?.failed(Object.assign(new Error(), answer.error));
    else waiting?.answered(answer);
  }

  /** It ends by itself only when its own log cannot be written, and has said so: the process cannot go on either. */
  #ended(): void {
    if (!this.#closing) process.exit(1);
  }
}
