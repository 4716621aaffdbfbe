import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { SYNC_LIMITS } from './limits';

/** One client's presence as it travels in an awareness message of y-protocols. */
export interface PresenceEntry {
  readonly clientId: number;
  readonly clock: number;
  /** JSON; "null" says that the client has gone. */
  readonly state: string;
}

export function encodePresence(entries: readonly PresenceEntry[]): Uint8Array {
  return joined(entries.map(encodePresenceEntry));
}

/** One entry, to be put into as many messages as it is needed in. */
export function encodePresenceEntry({ clientId, clock, state }: PresenceEntry): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, state);
  });
}

/** What an awareness message holds, of entries that are encoded already. */
export function joined(entries: readonly Uint8Array[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const entry of entries) encoding.writeUint8Array(encoder, entry);
  });
}

/** Undefined when it is damaged or names more clients than `most`, which no honest message does. */
export function decodePresence(
  bytes: Uint8Array,
  most: number = SYNC_LIMITS.presenceEntries
): PresenceEntry[] | undefined {
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  if (count > most) return undefined;
  const entries: PresenceEntry[] = [];
  for (let read = 0; read < count; read += 1) {
    const clientId = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    entries.push({ clientId, clock, state: decoding.readVarString(decoder) });
  }
  return decoder.pos === bytes.length ? entries : undefined;
}
