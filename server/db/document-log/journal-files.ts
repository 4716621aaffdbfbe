import fs from 'node:fs';
import { join } from 'node:path';
import { decodeRecords, type JournalRecord } from './journal-record';

// Looked up at each call, so that a test can count the syncs and let them fail. Writing only copies a few bytes into the
// system's memory, which takes less than handing it to another thread; the sync is what waits for the disk.
const write = (file: number, bytes: Buffer, at: number) => fs.writeSync(file, bytes, 0, bytes.length, at);
const sync = (file: number) =>
  new Promise<void>((done, failed) => fs.fdatasync(file, (fault) => (fault ? failed(fault) : done())));

/** A file is made this long, of zeros, so that a sync finds no change of its length to write down: half the work. */
const MADE_LONG = 512 * 1024;

/** A file name sorts as its number does. */
const NAME = /^\d{12}\.journal$/;

/**
 * The journal's folder: files that are only added to, oldest first. Every `append` is on the disk, synced, when it
 * resolves; one that rejects leaves nothing behind. One call at a time.
 */
export class JournalFiles {
  #file: number;
  #name: string;
  #number: number;
  #end = 0;
  /** A failed write could not be taken back: nothing may follow it. */
  #broken = false;

  constructor(private readonly folder: string) {
    fs.mkdirSync(folder, { recursive: true });
    this.#number = Number(namesIn(folder).at(-1)?.slice(0, 12) ?? 0);
    [this.#name, this.#file] = this.#next();
  }

  /** What an earlier process left behind. */
  static *left(folder: string): Generator<JournalRecord> {
    for (const name of fs.existsSync(folder) ? namesIn(folder) : [])
      yield* decodeRecords(fs.readFileSync(join(folder, name)));
  }

  async append(bytes: Buffer): Promise<void> {
    if (this.#broken) throw new Error('The journal could not be repaired after a failed write.');
    try {
      if (write(this.#file, bytes, this.#end) < bytes.length) throw new Error('The disk took only a part.');
      await sync(this.#file);
      this.#end += bytes.length;
    } catch (fault) {
      this.#takeBack();
      throw fault;
    }
  }

  /** Whether what follows would make the file longer than it was made. */
  get full(): boolean {
    return this.#end >= MADE_LONG;
  }

  /** Goes on in a new file and answers the name of the one before. Not while an `append` is under way. */
  turn(): string {
    const [before, file] = [this.#name, this.#file];
    // First, for it may fail on a full disk: then everything stays as it is.
    [this.#name, this.#file] = this.#next();
    fs.closeSync(file);
    this.#end = 0;
    return before;
  }

  remove(name: string): void {
    fs.rmSync(join(this.folder, name), { force: true });
  }

  /** Every file but the one that is written to. */
  removeOlder(): void {
    for (const name of namesIn(this.folder)) if (name !== this.#name) this.remove(name);
  }

  /** Nothing may be appended any more. */
  removeAll(): void {
    for (const name of namesIn(this.folder)) this.remove(name);
  }

  close(): void {
    fs.closeSync(this.#file);
  }

  #next(): [name: string, file: number] {
    this.#number += 1;
    const name = `${String(this.#number).padStart(12, '0')}.journal`;
    const path = join(this.folder, name);
    const file = fs.openSync(path, 'wx');
    try {
      makeLong(file);
      syncFolder(this.folder);
      return [name, file];
    } catch (fault) {
      fs.closeSync(file);
      fs.rmSync(path, { force: true });
      throw fault;
    }
  }

  #takeBack(): void {
    try {
      fs.ftruncateSync(this.#file, this.#end);
      fs.fsyncSync(this.#file);
    } catch {
      this.#broken = true;
    }
  }
}

function makeLong(file: number): void {
  if (fs.writeSync(file, Buffer.alloc(MADE_LONG), 0, MADE_LONG, 0) < MADE_LONG)
    throw new Error('The disk has no space for a journal file.');
  fs.fsyncSync(file);
}

function namesIn(folder: string): string[] {
  return fs
    .readdirSync(folder)
    .filter((name) => NAME.test(name))
    .sort();
}

/** A new file's name is only safe when its folder is synced too. */
function syncFolder(folder: string): void {
  const handle = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}
