import { refuse, type Refusal } from '#domain/refusal';

/** One file in a zip archive as its central directory declares it. */
export interface ZipEntry {
  name: string;
  compression: 'stored' | 'deflated';
  /** Bytes in the archive and after unpacking, as declared. */
  packed: number;
  unpacked: number;
  /** Where the local header starts. */
  offset: number;
}

export const ZIP_LIMITS = {
  entries: 2_000,
  unpackedBytes: 200 * 1024 * 1024,
  ratio: 100,
  /** Below this size a high ratio is harmless and common: empty XML packs very well. */
  ratioFromBytes: 1024 * 1024
} as const;

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const ENCRYPTED_FLAG = 1;

/** Reads and judges the central directory before a single byte is unpacked. */
export function readZipDirectory(bytes: Uint8Array): ZipEntry[] | Refusal {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return refuse('file-damaged');
  const count = view.getUint16(end + 10, true);
  if (count > ZIP_LIMITS.entries) return refuse('file-suspicious');
  const entries: ZipEntry[] = [];
  let position = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    if (position + 46 > end || view.getUint32(position, true) !== ENTRY_SIGNATURE)
      return refuse('file-damaged');
    const entry = readEntry(view, position);
    if ('refused' in entry) return entry;
    entries.push(entry);
    position += 46 + [28, 30, 32].reduce((sum, field) => sum + view.getUint16(position + field, true), 0);
  }
  return faultIn(entries, view, end) ?? entries;
}

function findEnd(view: DataView): number | null {
  const lowest = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT);
  for (let position = view.byteLength - END_LENGTH; position >= lowest; position -= 1) {
    if (view.getUint32(position, true) === END_SIGNATURE) return position;
  }
  return null;
}

function readEntry(view: DataView, position: number): ZipEntry | Refusal {
  const method = view.getUint16(position + 10, true);
  if ((view.getUint16(position + 8, true) & ENCRYPTED_FLAG) !== 0) return refuse('file-protected');
  if (method !== 0 && method !== 8) return refuse('file-damaged');
  const nameLength = view.getUint16(position + 28, true);
  const name = new Uint8Array(view.buffer, view.byteOffset + position + 46, nameLength);
  return {
    name: new TextDecoder().decode(name),
    compression: method === 8 ? 'deflated' : 'stored',
    packed: view.getUint32(position + 20, true),
    unpacked: view.getUint32(position + 24, true),
    offset: view.getUint32(position + 42, true)
  };
}

function faultIn(entries: readonly ZipEntry[], view: DataView, end: number): Refusal | null {
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  if (unpacked > ZIP_LIMITS.unpackedBytes || entries.some(packsTooWell)) return refuse('file-suspicious');
  // Two entries of one name, or two that share bytes, make readers disagree about what the file holds.
  if (new Set(entries.map(({ name }) => name.toLowerCase())).size < entries.length)
    return refuse('file-suspicious');
  let free = 0;
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    const start = dataStart(view, entry);
    if (start === null || start + entry.packed > end) return refuse('file-damaged');
    if (entry.offset < free) return refuse('file-suspicious');
    free = start + entry.packed;
  }
  return null;
}

function packsTooWell({ packed, unpacked }: ZipEntry): boolean {
  return unpacked > ZIP_LIMITS.ratioFromBytes && unpacked > packed * ZIP_LIMITS.ratio;
}

/** Where an entry's packed bytes start, or null when there is no local header. */
export function dataStart(view: DataView, { offset }: ZipEntry): number | null {
  if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== LOCAL_SIGNATURE) return null;
  return offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
}
