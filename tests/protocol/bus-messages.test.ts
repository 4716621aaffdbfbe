import { createSecretKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Hint, NodeId } from '#server/realtime/bus';
import { decodeMessage, encodeMessage } from '#server/realtime/bus-messages';

const vectors = JSON.parse(readFileSync('tests/vectors/bus-messages.json', 'utf8')) as {
  key: string;
  node: NodeId;
  messages: { hint: Hint & { rows?: string[] }; hex: string }[];
  refused: { why: string; hex: string }[];
};
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const key = createSecretKey(bytes(vectors.key));

/** Rows stand in the vectors as hex. */
function hintOf({ hint }: (typeof vectors.messages)[number]): Hint {
  return hint.rows ? ({ ...hint, rows: hint.rows.map(bytes) } as Hint) : hint;
}

it('CLU-7 every kind of hint has one byte form, and is read from it again', () => {
  const kinds = new Set(vectors.messages.map(({ hint }) => hint.kind));
  expect(kinds.size).toBe(8);
  for (const vector of vectors.messages) {
    const message = { node: vectors.node, hint: hintOf(vector) };
    expect(Buffer.from(encodeMessage(message, key)).toString('hex')).toBe(vector.hex);
    expect(decodeMessage(bytes(vector.hex), key)).toEqual(message);
  }
});

it('CLU-7 what must be refused is refused', () => {
  for (const { why, hex } of vectors.refused) expect(decodeMessage(bytes(hex), key), why).toBeUndefined();
});

it('CLU-4 no message with a changed, missing or added byte, and none with another key, is taken for ours', () => {
  const otherKey = createSecretKey(bytes(vectors.key).fill(9, 0, 1));
  for (const { hex } of vectors.messages) {
    const whole = bytes(hex);
    expect(decodeMessage(whole, otherKey)).toBeUndefined();
    for (let at = 0; at < whole.length; at += 1) {
      const changed = whole.slice();
      changed[at]! ^= 1 << (at % 8);
      expect(decodeMessage(changed, key)).toBeUndefined();
      expect(decodeMessage(whole.subarray(0, at), key)).toBeUndefined();
    }
    expect(decodeMessage(Uint8Array.of(...whole, 0), key)).toBeUndefined();
  }
});
