import { joinBytes, type Sha256 } from './bytes';

/*
 * The Merkle tree of RFC 6962, section 2.1. The two prefixes keep a leaf from ever being taken for a node.
 * Checked against the vectors of transparency-dev/merkle (tests/vectors/merkle.json).
 */
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** SHA-256(0x00 ‖ data). */
export function leafHash(data: Uint8Array, sha256: Sha256): Uint8Array {
  return sha256(joinBytes(LEAF, data));
}

/** SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array, sha256: Sha256): Uint8Array {
  return sha256(joinBytes(NODE, left, right));
}

/** The root over leaf hashes in their order; over none it is the hash of nothing. */
export function merkleRoot(leafHashes: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  const [only] = leafHashes;
  if (only === undefined) return sha256(new Uint8Array());
  if (leafHashes.length === 1) return only;
  const split = largestPowerOfTwoBelow(leafHashes.length);
  const left = merkleRoot(leafHashes.slice(0, split), sha256);
  const right = merkleRoot(leafHashes.slice(split), sha256);
  return nodeHash(left, right, sha256);
}

function largestPowerOfTwoBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}
