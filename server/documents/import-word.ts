import { refuse, type Refusal } from '#domain/refusal';
import { scriptBeside } from '../built-files';
import type { ImportedDraft } from './imported-draft';
import { JobQueue, runInProcess, type JobLimits } from './process-job';
import { refuseByFirstBytes } from './word-package';

export type ImportWord = (bytes: Uint8Array, fileName: string) => Promise<ImportedDraft | Refusal>;

const LIMITS: JobLimits = { milliseconds: 20_000, heapMegabytes: 256 };
const REFUSALS = { tooLong: refuse('import-timed-out'), tooLarge: refuse('file-suspicious') };

/**
 * Makes the Word import. Each file is read in a process of its own, one file at a time, the others wait in the order in
 * which they came. The answer is a draft with its report, or a refusal.
 */
export function createWordImport(limits: JobLimits = LIMITS): ImportWord {
  const queue = new JobQueue();
  return (bytes, fileName) => {
    const refusal = refuseByFirstBytes(bytes);
    if (refusal !== null) return Promise.resolve(refusal);
    const script = scriptBeside('import-worker', 'server/documents/import-worker.ts');
    return queue.add(() => runInProcess(script, { bytes, fileName }, { ...limits, ...REFUSALS }));
  };
}

/** The import of this process. One queue per process is the point: it bounds what all imports together may use. */
export const importWord: ImportWord = createWordImport();
