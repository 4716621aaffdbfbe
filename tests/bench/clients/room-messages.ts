import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { encodePresenceFrame, encodeSync, MESSAGE, SYNC } from '#protocol/messages';
import type { Room } from '../servers/server';
import { framed } from './light-socket';

/** Hocuspocus' number for a sync message that is an answer; its contents are those of a sync message. */
const SYNC_REPLY = 4;

/** A message for this room as it goes onto the wire. */
export function toWire(room: Room, message: Uint8Array): Buffer {
  return framed(room.prefix.length === 0 ? message : Buffer.concat([room.prefix, message]));
}

export function step1(room: Room, stateVector: Uint8Array): Buffer {
  return toWire(room, encodeSync('step1', stateVector));
}

export function update(room: Room, bytes: Uint8Array): Buffer {
  return toWire(room, encodeSync('update', bytes));
}

/** What a client answers that has nothing the server lacks: no structs, no deletions. */
export function emptyStep2(room: Room): Buffer {
  return toWire(room, encodeSync('step2', new Uint8Array([0, 0])));
}

export function presence(room: Room, clientId: number, clock: number, state: string): Buffer {
  return toWire(room, encodePresenceFrame([{ clientId, clock, state }]));
}

/** A server's message, as far as a measuring client looks at it. `at` is where its content starts. */
export type HeardKind = 'asks' | 'step2' | 'update' | 'presence' | 'refused' | 'other';

/** All numbers that matter fit one byte. */
export function heardKind(frame: Uint8Array, start: number): HeardKind {
  const message = frame[start];
  if (message === MESSAGE.presence) return 'presence';
  if (message === MESSAGE.refused) return 'refused';
  if (message !== MESSAGE.sync && message !== SYNC_REPLY) return 'other';
  const kind = frame[start + 1];
  if (kind === SYNC.update) return 'update';
  return kind === SYNC.step2 ? 'step2' : 'asks';
}

/** The state vector or update of a sync message. Points into the frame. */
export function syncContent(frame: Uint8Array, start: number): Uint8Array {
  const decoder = decoding.createDecoder(frame);
  decoder.pos = start + 2;
  return decoding.readVarUint8Array(decoder);
}

/** The reason of a refusal, as JSON. */
export function refusalIn(frame: Uint8Array, start: number): string {
  const decoder = decoding.createDecoder(frame);
  decoder.pos = start + 1;
  return decoding.readVarString(decoder);
}

/** Calls back with every client and its state in a presence message. */
export function eachPresence(
  frame: Uint8Array,
  start: number,
  tell: (clientId: number, state: string) => void
): void {
  const outer = decoding.createDecoder(frame);
  outer.pos = start + 1;
  const decoder = decoding.createDecoder(decoding.readVarUint8Array(outer));
  for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
    const clientId = decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    tell(clientId, decoding.readVarString(decoder));
  }
}

/** The prefix that Hocuspocus puts before each message: the document's name. */
export function namePrefix(name: string): Uint8Array {
  return encoding.encode((encoder) => encoding.writeVarString(encoder, name));
}
