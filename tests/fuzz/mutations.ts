import * as Y from 'yjs';
import type { Random } from '#tests/gate/random-edits';

const NUMBERS = [0, 1, 2, 3, 7, 63, 64, 127, 128, 191, 192, 255];

/** Bytes that are nearly an update. */
export function mutated(update: Uint8Array, others: readonly Uint8Array[], random: Random): Uint8Array {
  let bytes = Uint8Array.from(update);
  const times = 1 + random(random(4) === 0 ? 12 : 3);
  for (let time = 0; time < times; time += 1) bytes = onceMutated(bytes, others, random);
  return bytes;
}

function onceMutated(
  bytes: Uint8Array,
  others: readonly Uint8Array[],
  random: Random
): Uint8Array<ArrayBuffer> {
  const place = random(bytes.length + 1);
  const other = others[random(others.length)]!;
  switch (random(9)) {
    case 0:
      return withByte(bytes, place, bytes[place]! ^ (1 << random(8)));
    case 1:
      return withByte(bytes, place, NUMBERS[random(NUMBERS.length)]!);
    case 2:
      return withByte(bytes, place, random(256));
    case 3:
      return bytes.slice(0, place);
    case 4:
      return joined(bytes.slice(0, place), bytes.slice(place + 1 + random(3)));
    case 5:
      return joined(bytes.slice(0, place), Uint8Array.of(random(256)), bytes.slice(place));
    case 6:
      return joined(bytes.slice(0, place), bytes.slice(random(place + 1), place), bytes.slice(place));
    case 7:
      return joined(bytes.slice(0, place), other.slice(random(other.length + 1)));
    default:
      return merged(bytes, other);
  }
}

function withByte(bytes: Uint8Array, place: number, value: number): Uint8Array<ArrayBuffer> {
  const changed = Uint8Array.from(bytes);
  if (place < changed.length) changed[place] = value;
  return changed;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat(parts));
}

/** In one update, as Yjs itself puts them together; as they are when that cannot be done. */
function merged(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(Y.mergeUpdates([one, other]));
  } catch {
    return joined(one, other);
  }
}
