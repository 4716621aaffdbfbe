import { Worker } from 'node:worker_threads';
import { refuse, type Refusal } from '#domain/refusal';
import { threadScript } from '../built-files';
import type { ImportedDraft } from './imported-draft';
import { refuseByFirstBytes } from './word-package';

export type ImportWord = (bytes: Uint8Array, fileName: string) => Promise<ImportedDraft | Refusal>;

export interface ImportLimits {
  milliseconds: number;
  heapMegabytes: number;
}

const LIMITS: ImportLimits = { milliseconds: 20_000, heapMegabytes: 256 };

/**
 * Makes the Word import. Each file is read in a worker thread of its own, which has limits of time and memory and
 * is always ended; one file at a time, the others wait in the order in which they came.
 * The answer is the draft text with its report, or a refusal; it is rejected only when our own reader is at fault.
 */
export function createWordImport(limits: ImportLimits = LIMITS): ImportWord {
  let last: Promise<unknown> = Promise.resolve();
  return (bytes, fileName) => {
    const refusal = refuseByFirstBytes(bytes);
    if (refusal !== null) return Promise.resolve(refusal);
    const mine = last.then(() => readInWorker(bytes, fileName, limits));
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** The import of this process. One queue per process is the point: it bounds what all imports together may use. */
export const importWord: ImportWord = createWordImport();

async function readInWorker(
  bytes: Uint8Array,
  fileName: string,
  limits: ImportLimits
): Promise<ImportedDraft | Refusal> {
  const worker = new Worker(threadScript('import-worker', 'server/documents/import-worker.ts'), {
    // The worker gets the file and nothing else: no environment, no arguments.
    env: {},
    argv: [],
    execArgv: [],
    workerData: { bytes, fileName },
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes, maxYoungGenerationSizeMb: 32 }
  });
  try {
    return await outcome(worker, limits.milliseconds);
  } finally {
    await worker.terminate();
  }
}

function outcome(worker: Worker, milliseconds: number): Promise<ImportedDraft | Refusal> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(refuse('import-timed-out')), milliseconds);
    const settle = (action: () => void) => {
      clearTimeout(timer);
      action();
    };
    worker.once('message', (result: ImportedDraft | Refusal) => settle(() => resolve(result)));
    worker.once('error', (error: NodeJS.ErrnoException) =>
      settle(() =>
        error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(refuse('file-suspicious')) : reject(error)
      )
    );
    worker.once('exit', () => settle(() => reject(new Error('the import worker ended without an answer'))));
  });
}
