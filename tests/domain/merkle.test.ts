import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#domain/bytes';
import { leafHash, merkleRoot, nodeHash } from '#domain/merkle';
import { readVectors, sha256 } from './sha256';

interface Vectors {
  leaves: string[];
  roots: string[];
  leaf: { data: string; hash: string };
  node: { left: string; right: string; hash: string };
}
const vectors = readVectors<Vectors>('merkle');
const leaves = vectors.leaves.map((leaf) => leafHash(fromHex(leaf), sha256));

describe('Merkle tree', () => {
  test('REG-5 leaf and node hashes are those of RFC 6962', () => {
    const { leaf, node } = vectors;
    expect(toHex(leafHash(fromHex(leaf.data), sha256))).toBe(leaf.hash);
    expect(toHex(nodeHash(fromHex(node.left), fromHex(node.right), sha256))).toBe(node.hash);
  });

  test.each(vectors.roots.map((root, size) => ({ size, root })))(
    'REG-5 the published root over $size leaves',
    ({ size, root }) => {
      expect(toHex(merkleRoot(leaves.slice(0, size), sha256))).toBe(root);
    }
  );

  test('REG-5 a node of two leaves is not the leaf of their bytes', () => {
    const [left, right] = [fromHex('00'), fromHex('10')];
    expect(toHex(nodeHash(left, right, sha256))).not.toBe(toHex(leafHash(fromHex('0010'), sha256)));
  });

  test('REG-5 bytes that are not hex are refused', () => {
    for (const text of ['0', 'AB', 'zz', '0x00']) expect(() => fromHex(text)).toThrow(TypeError);
  });
});
