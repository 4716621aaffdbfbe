import * as decoding from 'lib0/decoding';
import { describe, expect, test } from 'vitest';
import {
  decodeClientMessage,
  encodeAskClientId,
  encodeClientId,
  encodeReleaseClientId,
  MESSAGE,
  readClientId
} from '#protocol/messages';

/** The largest number that a Yjs client id can be. */
const LARGEST = 2 ** 32 - 1;

describe('messages about client ids', () => {
  test('SYN-71 asking for a client id is 103 and the schema version, giving one back 104 and the id', () => {
    expect([...encodeAskClientId(1)]).toEqual([103, 1]);
    expect(decodeClientMessage(encodeAskClientId(300))).toEqual({
      kind: 'ask-client-id',
      schemaVersion: 300
    });
    expect([...encodeReleaseClientId(5)]).toEqual([104, 5]);
    expect(decodeClientMessage(encodeReleaseClientId(LARGEST))).toEqual({
      kind: 'release-client-id',
      clientId: LARGEST
    });
  });

  test('SYN-71 the answer is 102 and the id, and no client may send it', () => {
    for (const id of [0, 1, 127, 128, LARGEST]) {
      const decoder = decoding.createDecoder(encodeClientId(id));
      expect(decoding.readVarUint(decoder)).toBe(MESSAGE.clientId);
      expect(readClientId(decoder)).toBe(id);
      expect(decoding.hasContent(decoder)).toBe(false);
    }
    expect(decodeClientMessage(encodeClientId(7))).toBeUndefined();
  });

  test('SYN-71 a number that is cut short, or followed by anything, is no message', () => {
    for (const frame of [encodeAskClientId(300), encodeReleaseClientId(LARGEST)]) {
      expect(decodeClientMessage(frame.subarray(0, -1))).toBeUndefined();
      expect(decodeClientMessage(Uint8Array.of(...frame, 0))).toBeUndefined();
    }
  });
});
