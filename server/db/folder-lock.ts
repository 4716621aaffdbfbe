import { chmodSync, mkdirSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { sha256Hex } from '../sha256';
import { CannotOpen } from './cannot-open';

/** Thrown when another process holds the folder. Its message is what the person at the console reads. */
export class FolderInUse extends CannotOpen {
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
 * it dies, and process numbers repeat in containers. `asked` is who speaks to it; most only look whether it is there.
 */
export async function lockFolder(
  folder: string,
  asked: (socket: Socket) => void = (socket) => void socket.end()
): Promise<{ release(): Promise<void> }> {
  const path = socketPath(folder);
  const server = (await listen(path)) ?? (await takeOverIfStale(path));
  if (!server) throw new FolderInUse(folder);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
    asked(socket);
  });
  server.unref();
  return {
    release: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => server.close(() => done()));
    }
  };
}

/** A line to the process that holds the folder; undefined when there is none. */
export function connectToHolder(folder: string): Promise<Socket | undefined> {
  return connected(socketPath(folder));
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
  return sha256Hex(path).slice(0, 24);
}

function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolveListen, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolveListen(undefined) : reject(error)
    );
    server.listen(path, () => {
      // A backup is given through it, and that holds everything.
      if (process.platform !== 'win32') chmodSync(path, 0o600);
      resolveListen(server);
    });
  });
}

async function takeOverIfStale(path: string): Promise<Server | undefined> {
  const holder = await connected(path);
  if (holder) return void holder.destroy();
  unlinkSync(path);
  return listen(path);
}

function connected(path: string): Promise<Socket | undefined> {
  return new Promise((resolveSocket) => {
    const socket = connect(path);
    socket.once('connect', () => resolveSocket(socket));
    socket.once('error', () => resolveSocket(undefined));
  });
}
