import { Inflate } from 'fflate';
import { refuse, type Refusal } from '#domain/refusal';
import { dataStart, type ZipEntry } from './zip-directory';

// Deflate makes at most 1,032 bytes of one, so a step gives at most 8 MiB more than was allowed.
const STEP = 8 * 1024;

/** Unpacks one entry and stops as soon as it gives more than its directory declared. */
export function inflateEntry(bytes: Uint8Array, entry: ZipEntry): Uint8Array | Refusal {
  const start = dataStart(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), entry);
  if (start === null) return refuse('file-damaged');
  const packed = bytes.subarray(start, start + entry.packed);
  if (entry.compression === 'stored') {
    return packed.length === entry.unpacked ? packed : refuse('file-suspicious');
  }
  return inflateWithin(packed, entry.unpacked);
}

function inflateWithin(packed: Uint8Array, declared: number): Uint8Array | Refusal {
  const result = new Uint8Array(declared);
  let length = 0;
  const inflate = new Inflate((chunk) => {
    if (length + chunk.length <= declared) result.set(chunk, length);
    length += chunk.length;
  });
  for (let position = 0; position < packed.length && length <= declared; position += STEP) {
    if (!pushed(inflate, packed, position)) return refuse('file-damaged');
  }
  if (length > declared) return refuse('file-suspicious');
  return length === declared ? result : refuse('file-damaged');
}

/** fflate throws on bytes that are not deflate data; for us that is an expected "no". */
function pushed(inflate: Inflate, packed: Uint8Array, position: number): boolean {
  try {
    inflate.push(packed.subarray(position, position + STEP), position + STEP >= packed.length);
    return true;
  } catch {
    return false;
  }
}
