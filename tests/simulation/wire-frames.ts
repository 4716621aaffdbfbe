import * as decoding from 'lib0/decoding';
import { MESSAGE, SYNC } from '#protocol/messages';

const parsed = new WeakMap<Buffer, readonly Uint8Array[]>();

/** The messages in bytes that hold whole WebSocket frames (RFC 6455, section 5.2), as the server writes them. */
export function messagesIn(frames: Buffer): readonly Uint8Array[] {
  let messages = parsed.get(frames);
  if (!messages) parsed.set(frames, (messages = parse(frames)));
  return messages;
}

function parse(frames: Buffer): Uint8Array[] {
  const messages: Uint8Array[] = [];
  for (let at = 0; at < frames.length;) {
    if (frames[at] !== 0x82) throw new Error('The server wrote something that is no frame.');
    const [head, length] = headOf(frames, at);
    messages.push(new Uint8Array(frames.subarray(at + head, at + head + length)));
    at += head + length;
  }
  return messages;
}

function headOf(frames: Buffer, at: number): [head: number, length: number] {
  const short = frames[at + 1]!;
  if (short < 126) return [2, short];
  return short === 126 ? [4, frames.readUInt16BE(at + 2)] : [10, Number(frames.readBigUInt64BE(at + 2))];
}

const updates = new WeakMap<Uint8Array, Uint8Array | null>();

/** The update in a sync message; undefined for a question and for messages of other kinds. */
export function updateIn(message: Uint8Array): Uint8Array | undefined {
  let update = updates.get(message);
  if (update === undefined) updates.set(message, (update = readUpdate(message)));
  return update ?? undefined;
}

function readUpdate(message: Uint8Array): Uint8Array | null {
  if (message[0] !== MESSAGE.sync || (message[1] !== SYNC.step2 && message[1] !== SYNC.update)) return null;
  const decoder = decoding.createDecoder(message);
  decoder.pos = 2;
  return decoding.readVarUint8Array(decoder);
}
