import * as decoding from 'lib0/decoding';
import { MESSAGE, SYNC } from '#protocol/messages';

/** Whether a frame of y-websocket carries text, and how; undefined for presence and questions. */
export function sentText(frame: unknown): 'step2' | 'update' | undefined {
  if (!(frame instanceof Uint8Array)) return undefined;
  const decoder = decoding.createDecoder(frame);
  if (decoding.readVarUint(decoder) !== MESSAGE.sync) return undefined;
  const kind = decoding.readVarUint(decoder);
  if (kind === SYNC.step2) return 'step2';
  return kind === SYNC.update ? 'update' : undefined;
}

/** Whether a frame of y-websocket says who is here. */
export function isPresence(frame: unknown): boolean {
  return frame instanceof Uint8Array && frame[0] === MESSAGE.presence;
}
