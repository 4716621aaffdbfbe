// Loaded into the database's thread before anything else (NODE_OPTIONS): counts its syncs where the test can read them.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { getEnvironmentData, isMainThread } from 'node:worker_threads';

const { fsyncSync } = fs;
if (!isMainThread) {
  const syncs = new Int32Array(getEnvironmentData('syncs'));
  fs.fsyncSync = (file) => {
    Atomics.add(syncs, 0, 1);
    fsyncSync(file);
  };
  syncBuiltinESMExports();
}
