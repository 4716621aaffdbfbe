import { Worker } from 'node:worker_threads';
import type { Refusal } from '#domain/refusal';

export interface JobLimits {
  readonly milliseconds: number;
  readonly heapMegabytes: number;
}

/** What the caller is told when a thread needs more than it may. */
export interface JobRefusals {
  readonly tooLong: Refusal;
  readonly tooLarge: Refusal;
}

/** Jobs that are done one after the other, in the order in which they came: it bounds what all together may use. */
export class JobQueue {
  #last: Promise<unknown> = Promise.resolve();

  add<Answer>(job: () => Promise<Answer>): Promise<Answer> {
    const mine = this.#last.then(job);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

/**
 * Runs a script in a thread of its own, which has limits of time and memory and is always ended. The script answers with one
 * message; the promise is rejected only when our own code is at fault.
 */
export async function runInThread<Answer>(
  script: URL,
  data: unknown,
  { milliseconds, heapMegabytes, ...refusals }: JobLimits & JobRefusals
): Promise<Answer | Refusal> {
  const worker = new Worker(script, {
    // The thread gets its data and nothing else: no environment, no arguments.
    env: {},
    argv: [],
    execArgv: [],
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: 32 }
  });
  try {
    return await outcome<Answer>(worker, milliseconds, refusals);
  } finally {
    await worker.terminate();
  }
}

function outcome<Answer>(
  worker: Worker,
  milliseconds: number,
  { tooLong, tooLarge }: JobRefusals
): Promise<Answer | Refusal> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(tooLong), milliseconds);
    const settle = (action: () => void) => {
      clearTimeout(timer);
      action();
    };
    worker.once('message', (answer: Answer | Refusal) => settle(() => resolve(answer)));
    worker.once('error', (error: NodeJS.ErrnoException) =>
      settle(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(tooLarge) : reject(error)))
    );
    worker.once('exit', () => settle(() => reject(new Error('the thread ended without an answer'))));
  });
}
