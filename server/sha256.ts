import { createHash } from 'node:crypto';

/** SHA-256, 32 bytes, in the shape in which domain code takes it. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}
