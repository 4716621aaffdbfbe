import { fork, type ChildProcess } from 'node:child_process';
import type { Refusal } from '#domain/refusal';
import { giveWay } from '../give-way';

export interface JobLimits {
  readonly milliseconds: number;
  readonly heapMegabytes: number;
}

/** What the caller is told when a process needs more than it may. */
export interface JobRefusals {
  readonly tooLong: Refusal;
  readonly tooLarge: Refusal;
}

/** A script that is run by Node: see `scriptBeside`. */
export interface JobScript {
  readonly script: string;
  readonly execArgv: readonly string[];
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

/** How V8 ends a process whose heap is full, and how a system does that is short of memory itself. */
const OUT_OF_MEMORY: readonly (NodeJS.Signals | null)[] = ['SIGABRT', 'SIGKILL', 'SIGTRAP', 'SIGILL'];

/**
 * Runs a script in a process of its own, which has limits of time and memory and is always ended. Not in a thread: a full
 * heap of a thread can end the whole process, whatever its limits are (nodejs/node issue 47224). The script gets `data` as its
 * one message and answers with one; the promise is rejected only when our own code is at fault.
 */
export async function runInProcess<Answer>(
  { script, execArgv }: JobScript,
  data: unknown,
  { milliseconds, heapMegabytes, ...refusals }: JobLimits & JobRefusals
): Promise<Answer | Refusal> {
  const child = fork(script, [], {
    // It gets its data and nothing else: no environment, no arguments, no terminal.
    env: {},
    execArgv: [...execArgv, `--max-old-space-size=${heapMegabytes}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced'
  });
  if (child.pid) giveWay(child.pid);
  try {
    return await outcome<Answer>(child, data, { milliseconds, ...refusals });
  } finally {
    child.kill('SIGKILL');
  }
}

function outcome<Answer>(
  child: ChildProcess,
  data: unknown,
  { milliseconds, tooLong, tooLarge }: Pick<JobLimits, 'milliseconds'> & JobRefusals
): Promise<Answer | Refusal> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(tooLong), milliseconds);
    const settle = (action: () => void) => {
      clearTimeout(timer);
      action();
    };
    child.once('message', (answer) => settle(() => resolve(answer as Answer | Refusal)));
    child.once('error', (error) => settle(() => reject(error)));
    child.once('exit', (code, signal) => {
      const full = OUT_OF_MEMORY.includes(signal);
      settle(() =>
        full ? resolve(tooLarge) : reject(new Error(`the process ended with ${code ?? signal}`))
      );
    });
    child.send(data as object, (error) => {
      // It may end while it is still being told; how it ended says why.
      if (error && child.exitCode === null && child.signalCode === null) settle(() => reject(error));
    });
  });
}
