import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The hash the server hands to the domain. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

/** A file of tests/vectors. The shape is the test's business. */
export function readVectors<Shape>(name: string): Shape {
  const file = new URL(`../vectors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Shape;
}
