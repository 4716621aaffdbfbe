// Loaded into the product's process before anything else (node --import): a disk that is full for some files. While the
// file that FULL_DISK names is there, files whose path matches its content cannot be made, and what is
// written to them is not written, or by half.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const control = process.env.FULL_DISK;
const { write, writeSync, openSync, existsSync, readFileSync, readlinkSync } = fs;

function isFull(file) {
  return existsSync(control) && isFullAt(readlinkSync(`/proc/self/fd/${file}`));
}

function isFullAt(path) {
  return existsSync(control) && new RegExp(readFileSync(control, 'utf8')).test(path);
}

function noSpace() {
  return Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', errno: -28 });
}

fs.openSync = (path, flags, mode) => {
  if (flags === 'wx' && isFullAt(String(path))) throw noSpace();
  return openSync(path, flags, mode);
};

// A disk that fills up may take a part of what it is given; the journal must not take that for the whole.
fs.writeSync = (file, bytes, offset, length, position) => {
  if (!isFull(file)) return writeSync(file, bytes, offset, length, position);
  if (!readlinkSync(`/proc/self/fd/${file}`).endsWith('.journal')) throw noSpace();
  return writeSync(file, bytes, offset, Math.floor(length / 2), position);
};

fs.write = (file, ...rest) => {
  if (!isFull(file)) return write(file, ...rest);
  setImmediate(rest.at(-1), noSpace());
};

// For whoever imports these by name.
syncBuiltinESMExports();
