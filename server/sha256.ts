import { createHash } from 'node:crypto';

/** SHA-256, 32 bytes, in the shape in which domain code takes it. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

/** As 64 hex digits; of a text, of its UTF-8 bytes. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
