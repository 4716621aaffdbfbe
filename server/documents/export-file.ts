import { refuse, type Refusal } from '#domain/refusal';
import type { DocumentJson } from '#schema/document-json';
import { scriptBeside } from '../built-files';
import type { ExportHeading } from './export-heading';
import { JobQueue, runInProcess, type JobLimits } from './process-job';
import type { SaidBeside } from './said-beside';

/** The formats that take time to write. */
export type FileFormat = 'docx' | 'odt' | 'pdf';

/** One state of a text and everything that the file says about it. */
export interface FileJob {
  readonly format: FileFormat;
  readonly json: DocumentJson;
  readonly heading: ExportHeading;
  /** Only a Word file has it. */
  readonly said: SaidBeside;
}

export type MakeFile = (job: FileJob) => Promise<Uint8Array<ArrayBuffer> | Refusal>;

const LIMITS: JobLimits = { milliseconds: 30_000, heapMegabytes: 512 };
const REFUSALS = { tooLong: refuse('file-not-made'), tooLarge: refuse('file-not-made') };

/** Makes the export: a process of its own for each file, one at a time, so that nobody who writes meanwhile waits for it. */
export function createFileExport(limits: JobLimits = LIMITS): MakeFile {
  const queue = new JobQueue();
  const script = () => scriptBeside('export-worker', 'server/documents/export-worker.ts');
  return (job) => queue.add(() => runInProcess(script(), job, { ...limits, ...REFUSALS }));
}

/** The export of this process: see `importWord`. */
export const makeFile: MakeFile = createFileExport();
