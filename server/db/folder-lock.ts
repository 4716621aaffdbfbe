import { mkdirSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Thrown when another process holds the folder. Its message is what the person at the console reads. */
export class FolderInUse extends Error {
  constructor(folder: string) {
    super(
      `The data folder ${folder} is in use by another Concordat. Stop that one first, or set DATA_DIR to another folder.`
    );
    this.name = 'FolderInUse';
  }
}

/**
 * Holds `folder` for this process until released. PGlite takes no lock of its own and two processes on one
 * folder lose rows silently. A listening socket is used, not a pid file: it vanishes with the process however
 * it dies, and process numbers repeat in containers.
 */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  const path = socketPath(folder);
  const server = (await listen(path)) ?? (await takeOverIfStale(path));
  if (!server) throw new FolderInUse(folder);
  server.unref();
  return { release: () => new Promise((done) => server.close(() => done())) };
}

/** Socket paths are limited to about 100 bytes, so a deep folder's lock lives in the temporary folder instead. */
function socketPath(folder: string): string {
  const beside = join(dirname(resolve(folder)), 'concordat.lock');
  if (process.platform === 'win32') return `\\\\.\\pipe\\concordat-${nameOf(beside)}`;
  if (Buffer.byteLength(beside) > 96) return join(tmpdir(), `concordat-${nameOf(beside)}.lock`);
  mkdirSync(dirname(beside), { recursive: true });
  return beside;
}

function nameOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 24);
}

function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolveListen, reject) => {
    const server = createServer((socket) => socket.end());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolveListen(undefined) : reject(error)
    );
    server.listen(path, () => resolveListen(server));
  });
}

async function takeOverIfStale(path: string): Promise<Server | undefined> {
  if (await answers(path)) return undefined;
  unlinkSync(path);
  return listen(path);
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolveAnswer) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolveAnswer(true);
    });
    socket.once('error', () => resolveAnswer(false));
  });
}
