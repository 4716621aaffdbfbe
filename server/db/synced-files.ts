import { fsyncSync, writeSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

interface Stream {
  readonly nfd: number;
  /** As PostgreSQL sees it: "/pglite/data/pg_wal/…". */
  readonly path?: string;
}

type Write = (stream: Stream, bytes: Uint8Array, offset: number, length: number, at: number) => number;

interface FileModule {
  NODEFS: { stream_ops: { write: Write; fsync?: (stream: Stream) => number } };
}

/**
 * PGlite's files with a real fsync. As shipped, PGlite never syncs: its file layer has no fsync operation, so a
 * committed vote would survive a killed process but not a power cut. (electric-sql/pglite#1107, open.)
 * Patches an internal: the version is pinned and a test counts the syncs.
 */
export class SyncedNodeFS extends NodeFS {
  override async init(pg: PGlite, options: Parameters<NodeFS['init']>[1]): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const patch = (module: unknown) => {
      const operations = (module as FileModule).NODEFS.stream_ops;
      const write = operations.write;
      operations.write = (stream, ...rest) => orEnd(stream, () => write(stream, ...rest));
      operations.fsync = (stream) => orEnd(stream, () => (fsyncSync(stream.nfd), 0));
    };
    const before = Array.isArray(emscriptenOpts.preRun) ? emscriptenOpts.preRun : [];
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...before, patch] } };
  }
}

/**
 * PostgreSQL ends itself when it cannot write its own log, and finds everything again at its next start. PGlite's
 * would go round in a circle for ever instead and take this process with it: so the process ends here.
 */
function orEnd(stream: Stream, operation: () => number): number {
  try {
    return operation();
  } catch (error) {
    if (stream.path?.includes('/pg_wal/')) endProcess(error);
    throw error;
  }
}

function endProcess(error: unknown): never {
  try {
    writeSync(2, `${cannotWrite(error)}\n`);
  } finally {
    process.exit(1);
  }
}

function cannotWrite(error: unknown): string {
  const { code } = error as { code?: unknown };
  const why = typeof code === 'string' ? ` (${code})` : '';
  return `Concordat stopped: its data folder cannot be written${why}. Is the disk full? Nothing that was saved is lost; make room and start it again.`;
}

/** Start parameters that make PostgreSQL ask for those syncs, and keep memory and the write-ahead log small. */
export function durableStartParams(): string[] {
  const defaults = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F');
  return [...defaults, ...settings('fsync=on', 'wal_sync_method=fsync', ...SMALL)];
}

const SMALL = ['shared_buffers=16MB', 'max_wal_size=96MB', 'min_wal_size=32MB'];

function settings(...pairs: string[]): string[] {
  return pairs.flatMap((pair) => ['-c', pair]);
}
