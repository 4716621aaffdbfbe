import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { journalOf } from '../embedded';
import { connectToHolder, lockFolder } from '../folder-lock';
import { ASK, IN_ARCHIVE, type Answer } from './backup-door';
import { contentsOf, tarLength, writeTar, type Packed } from './tar';

/** The journal's folder in the archive. Only of a product that was killed: a running one brings it into its tables. */
export const JOURNAL_IN_ARCHIVE = 'database.journal';

/** A backup on its way, as an archive that is not packed yet. */
export interface Backup {
  readonly from: 'running' | 'stopped';
  /** How long it has to be. Bytes. */
  readonly length: number;
  readonly archive: AsyncIterable<Buffer>;
  /** Nothing more is needed of where it comes from. */
  done(): Promise<void>;
}

/** Why there is none; its message is what the person at the console reads. */
export class NoBackup extends Error {}

/** Of the embedded database in `folder`: from the product that runs on it, else from its files. */
export async function takeBackup(folder: string): Promise<Backup> {
  const holder = await connectToHolder(folder);
  return holder ? fromRunning(holder) : fromStopped(folder);
}

async function fromRunning(socket: Socket): Promise<Backup> {
  const done = async () => void socket.destroy();
  socket.write(ASK);
  const pieces = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const [line, rest] = await firstLine(pieces);
  const answer = JSON.parse(line) as Answer;
  if ('refused' in answer) throw new NoBackup(answer.refused);
  return { from: 'running', length: answer.bytes, archive: following(rest, pieces), done };
}

async function firstLine(pieces: AsyncIterator<Buffer>): Promise<[line: string, rest: Buffer]> {
  let so = Buffer.alloc(0);
  for (;;) {
    const { value, done } = await pieces.next();
    if (done)
      throw new NoBackup('The product ended before it answered. Try again when it runs, or has stopped.');
    so = Buffer.concat([so, value]);
    const end = so.indexOf('\n');
    if (end >= 0) return [so.toString('utf8', 0, end), so.subarray(end + 1)];
  }
}

async function* following(first: Buffer, pieces: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (;;) {
    const { value, done } = await pieces.next();
    if (done) return;
    yield value;
  }
}

/** Nothing is opened and nothing changed: what a killed product left in its journal comes along as it is. */
async function fromStopped(folder: string): Promise<Backup> {
  if (!existsSync(folder)) throw new NoBackup(`There is no database in ${folder}.`);
  const lock = await lockFolder(folder);
  const contents: Packed[] = [...(await contentsOf(folder, IN_ARCHIVE)), ...(await journal(folder))];
  return {
    from: 'stopped',
    length: tarLength(contents),
    archive: writeTar(contents),
    done: () => lock.release()
  };
}

async function journal(folder: string): Promise<Packed[]> {
  const left = await readdir(journalOf(folder)).catch(() => []);
  return left.length > 0 ? contentsOf(journalOf(folder), JOURNAL_IN_ARCHIVE) : [];
}
