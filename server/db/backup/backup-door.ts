import { cp, mkdir, rm } from 'node:fs/promises';
import { constants } from 'node:fs';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { DocumentLog } from '../document-log/document-log';
import type { EmbeddedClient } from '../embedded-client';
import { contentsOf, tarLength, writeTar, type Packed } from './tar';

/** What a running product is asked through the socket that locks its data folder. */
export const ASK = 'backup\n';
/** The first line of the answer: so many bytes of archive follow, or why there are none. */
export type Answer = { readonly bytes: number } | { readonly refused: string };
/** The database's folder in the archive, whatever it is called on the disk. */
export const IN_ARCHIVE = 'database';

interface Running {
  readonly client: EmbeddedClient;
  readonly documents: DocumentLog;
}

/** Longest silence of who asks, and of who takes the backup, in milliseconds. */
const PATIENCE = 60_000;
const BUSY = 'A backup is being made already. Wait until it is done.';
const NOT_READY = 'Concordat is starting or stopping. Try again in a moment.';

/**
 * Gives backups of an embedded database while people work on it. Who can open the socket may read the data folder
 * anyway: both belong to the user that runs the product.
 */
export class BackupDoor {
  #running: Running | undefined;
  #busy = false;

  constructor(private readonly folder: string) {}

  /** The database is open. */
  open(running: Running): void {
    this.#running = running;
  }

  close(): void {
    this.#running = undefined;
  }

  /** Somebody is at the lock's socket. Another starter only looks whether it is answered, and says nothing. */
  asked(socket: Socket): void {
    socket.setTimeout(PATIENCE, () => socket.destroy());
    socket.on('error', () => undefined);
    socket.once('data', (line) => {
      if (String(line) === ASK) void this.#give(socket).catch(() => socket.destroy());
      else socket.destroy();
    });
  }

  async #give(socket: Socket): Promise<void> {
    if (!this.#running || this.#busy) return say(socket, { refused: this.#busy ? BUSY : NOT_READY });
    this.#busy = true;
    try {
      const contents = await this.#copy(this.#running);
      socket.write(lineOf({ bytes: tarLength(contents) }));
      await pipeline(writeTar(contents), socket);
    } catch (fault) {
      say(socket, { refused: whyNot(fault) });
    } finally {
      this.#busy = false;
      await removeCopy(this.folder);
    }
  }

  /**
   * The database as it is at one moment between two queries, which is what a killed process leaves behind and a start
   * takes up. Everything that was acknowledged before is brought into it first. While it is copied queries wait; edits
   * do not, they go into the journal.
   */
  async #copy({ client, documents }: Running): Promise<Packed[]> {
    const copy = copyOf(this.folder);
    await removeCopy(this.folder);
    await documents.settle();
    // Rows from the journal are not synced one by one; now they are in the database's own files.
    await client.query('CHECKPOINT');
    await mkdir(copy);
    await client.alone(() => cp(this.folder, copy, { recursive: true, mode: constants.COPYFILE_FICLONE }));
    return contentsOf(copy, IN_ARCHIVE);
  }
}

/** Beside the database, where there is the most reason to hope for space. */
function copyOf(folder: string): string {
  return `${folder}.backup`;
}

/** Also what a process left behind that was killed while it made a backup. */
export async function removeCopy(folder: string): Promise<void> {
  await rm(copyOf(folder), { recursive: true, force: true });
}

function say(socket: Socket, answer: Answer): void {
  socket.end(lineOf(answer));
}

function lineOf(answer: Answer): string {
  return `${JSON.stringify(answer)}\n`;
}

function whyNot(fault: unknown): string {
  const { code } = fault as { code?: unknown };
  const full = code === 'ENOSPC' ? 'There is no space for a copy beside the data folder.' : String(fault);
  return `The backup could not be made. ${full} The product goes on.`;
}
