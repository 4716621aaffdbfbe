import { createReadStream, promises as fs } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The plain archive that every `tar` can read (POSIX ustar): files and folders, nothing else. Written here because a
 * backup must not need anything that is not installed.
 */
export interface Packed {
  /** Path in the archive, with slashes; a folder's ends with one. */
  readonly path: string;
  /** Where it is on the disk. Undefined for a folder. */
  readonly file: string | undefined;
  /** Bytes. */
  readonly size: number;
}

const BLOCK = 512;
const END = Buffer.alloc(2 * BLOCK);
/** The longest path that fits into a header without extensions. */
const LONGEST_PATH = 100;

/** Everything below `folder`, as `name/…`, in order. */
export async function contentsOf(folder: string, name: string): Promise<Packed[]> {
  const here: Packed = { path: `${name}/`, file: undefined, size: 0 };
  const entries = await fs.readdir(folder, { withFileTypes: true });
  entries.sort((left, right) => (left.name < right.name ? -1 : 1));
  const below = entries.map(async (entry): Promise<Packed[]> => {
    const [file, path] = [join(folder, entry.name), `${name}/${entry.name}`];
    if (entry.isDirectory()) return contentsOf(file, path);
    return entry.isFile() ? [{ path, file, size: (await fs.stat(file)).size }] : [];
  });
  return [here, ...(await Promise.all(below)).flat()];
}

/** How long the archive of these will be, in bytes. */
export function tarLength(contents: readonly Packed[]): number {
  return contents.reduce((sum, { size }) => sum + BLOCK + size + padding(size), END.length);
}

/** The archive, piece by piece. Files must not change meanwhile. */
export async function* writeTar(contents: readonly Packed[]): AsyncGenerator<Buffer> {
  for (const packed of contents) {
    yield head(packed);
    if (packed.file === undefined || packed.size === 0) continue;
    let written = 0;
    for await (const chunk of createReadStream(packed.file) as AsyncIterable<Buffer>) {
      written += chunk.length;
      yield chunk;
    }
    if (written !== packed.size) throw new Error(`${packed.path} changed while it was packed.`);
    yield Buffer.alloc(padding(packed.size));
  }
  yield END;
}

function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/** Name, mode, owner, size, time, checksum, kind: octal numbers in fixed places. */
function head({ path, file, size }: Packed): Buffer {
  if (Buffer.byteLength(path) > LONGEST_PATH) throw new Error(`${path} is too long for an archive.`);
  const block = Buffer.alloc(BLOCK);
  const number = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  block.write(path, 0);
  block.write(number(file === undefined ? 0o700 : 0o600, 8), 100);
  block.write(number(0, 8) + number(0, 8), 108);
  block.write(number(size, 12) + number(0, 12), 124);
  block.write(' '.repeat(8), 148);
  block.write(file === undefined ? '5' : '0', 156);
  block.write('ustar\u000000', 257);
  block.write(`${sumOf(block).toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** With the field of the sum itself taken for blanks. */
function sumOf(block: Buffer): number {
  const blanks = Buffer.from(block).fill(' ', 148, 156);
  return blanks.reduce((sum, byte) => sum + byte, 0);
}

/** An archive that is not one of ours, or not whole. */
export class BadArchive extends Error {}

/**
 * Unpacks an archive of ours into `folder`, which must be empty, and syncs every file to the disk. Takes nothing but
 * files and folders whose path `mayHold` allows. Throws BadArchive; what is unpacked by then is to be thrown away.
 */
export async function readTar(
  source: AsyncIterable<Buffer>,
  folder: string,
  mayHold: (path: string) => boolean
): Promise<void> {
  const bytes = new Pieces(source);
  for (;;) {
    const block = await bytes.take(BLOCK);
    if (block.every((byte) => byte === 0)) return;
    const { path, isFolder, size } = parseHead(block);
    if (!mayHold(path)) throw new BadArchive(`It holds ${JSON.stringify(path)}.`);
    const target = join(folder, path);
    if (isFolder) await makeFolder(target);
    else await unpackFile(target, bytes, size);
    await bytes.take(padding(size));
  }
}

function parseHead(block: Buffer): { path: string; isFolder: boolean; size: number } {
  const text = (from: number, to: number) => block.toString('utf8', from, to).split('\0', 1)[0]!;
  const kind = text(156, 157);
  if (parseInt(text(148, 156), 8) !== sumOf(block) || (kind !== '0' && kind !== '5'))
    throw new BadArchive('It is not a backup of Concordat.');
  const size = kind === '5' ? 0 : parseInt(text(124, 136), 8);
  if (!Number.isSafeInteger(size)) throw new BadArchive('It is damaged.');
  return { path: text(0, 100), isFolder: kind === '5', size };
}

/** What the system says when an archive puts two things in one place, which a damaged name can do. */
const TAKEN = ['EEXIST', 'ENOTDIR', 'EISDIR'];

async function inFreePlace<Made>(make: () => Promise<Made>): Promise<Made> {
  try {
    return await make();
  } catch (error) {
    if (TAKEN.includes((error as NodeJS.ErrnoException).code ?? '')) throw new BadArchive('It is damaged.');
    throw error;
  }
}

async function makeFolder(target: string): Promise<void> {
  await inFreePlace(() => fs.mkdir(target, { recursive: true }));
}

async function unpackFile(target: string, bytes: Pieces, size: number): Promise<void> {
  await makeFolder(dirname(target));
  const file = await inFreePlace(() => fs.open(target, 'wx', 0o600));
  try {
    for (let left = size; left > 0;) {
      const piece = await bytes.some(left);
      await file.writeFile(piece);
      left -= piece.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Reads a stream by so many bytes at a time. */
class Pieces {
  readonly #source: AsyncIterator<Buffer>;
  #left: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Exactly `count` bytes. */
  async take(count: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for (let left = count; left > 0;) {
      const piece = await this.some(left);
      pieces.push(piece);
      left -= piece.length;
    }
    return Buffer.concat(pieces);
  }

  /** At least one byte and at most `most`. */
  async some(most: number): Promise<Buffer> {
    while (this.#left.length === 0) {
      const { value, done } = await this.#source.next();
      if (done) throw new BadArchive('It is not whole.');
      this.#left = value;
    }
    const piece = this.#left.subarray(0, most);
    this.#left = this.#left.subarray(piece.length);
    return piece;
  }
}
