import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';

/** The whole message in one binary frame (RFC 6455, section 5.2). Servers do not mask. */
const FINAL_BINARY = 0x82;
const TWO_BYTES_FOLLOW = 126;
const EIGHT_BYTES_FOLLOW = 127;

/**
 * A message as it travels, ready to be written. `ws` builds a frame afresh for every socket it is sent to; here it is
 * built once for everybody in a room. Needs compression to be off, which it is.
 */
export function wireFrame(message: Uint8Array): Buffer {
  const { length } = message;
  const head = length < TWO_BYTES_FOLLOW ? 2 : length < 2 ** 16 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = FINAL_BINARY;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = TWO_BYTES_FOLLOW;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = EIGHT_BYTES_FOLLOW;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(message, head);
  return frame;
}

/** Writes frames to an open socket. What `ws` itself sends is written at once too, so order is kept. */
export function writeFrames(socket: WebSocket, frames: Buffer): void {
  if (socket.readyState === socket.OPEN) wireOf(socket).write(frames);
}

function wireOf(socket: WebSocket): Socket {
  return (socket as unknown as { _socket: Socket })._socket;
}
