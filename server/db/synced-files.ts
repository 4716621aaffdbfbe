import { fsyncSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

interface SyncableModule {
  NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } };
}

/**
 * PGlite's files with a real fsync. As shipped, PGlite never syncs: its file layer has no fsync operation, so a
 * committed vote would survive a killed process but not a power cut. (electric-sql/pglite#1107, open.)
 * Patches an internal: the version is pinned and a test counts the syncs.
 */
export class SyncedNodeFS extends NodeFS {
  override async init(pg: PGlite, options: Parameters<NodeFS['init']>[1]): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const addSync = (module: unknown) => {
      (module as SyncableModule).NODEFS.stream_ops.fsync = (stream) => {
        fsyncSync(stream.nfd);
        return 0;
      };
    };
    const before = Array.isArray(emscriptenOpts.preRun) ? emscriptenOpts.preRun : [];
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...before, addSync] } };
  }
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
