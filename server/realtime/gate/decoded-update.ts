import * as Y from 'yjs';
import { BODY } from '#schema/schema';
import type { GateLimits } from './verdict';

export type Decoded = ReturnType<typeof Y.decodeUpdate>;
/** A piece of an update: a `Y.Item`, a `Y.GC` for what is gone with its parent, or a `Y.Skip` for what is left out. */
export type Struct = Decoded['structs'][number];
export type Deletions = Decoded['ds'];

interface Range {
  readonly clock: number;
  readonly len: number;
}

const HIGHEST_CLIENT = 2 ** 32 - 1;
/** Clocks count characters; no honest document comes near, and Yjs adds them without looking. */
const HIGHEST_CLOCK = 2 ** 40;

/** Undefined for bytes that are no update (version 1 encoding), and for one that no Yjs client would write. */
export function decodeUpdate(update: Uint8Array): Decoded | undefined {
  try {
    return Y.decodeUpdate(update);
  } catch {
    return undefined;
  }
}

export function isTooMuch({ structs, ds }: Decoded, limits: GateLimits): boolean {
  if (structs.length > limits.pieces) return true;
  let ranges = 0;
  for (const each of ds.clients.values()) ranges += each.length;
  return ranges > limits.deleteRanges;
}

/** Whether ids, clocks, lengths, order and roots are such as a client can have. */
export function isWellFormed({ structs, ds }: Decoded): boolean {
  for (const struct of structs) if (!isLawfulStruct(struct)) return false;
  for (const [client, ranges] of ds.clients) if (!areLawfulRanges(client, ranges)) return false;
  return structs.length < 2 || isInOrder(structs);
}

/** The pieces of a client stand together and follow on: of a client that is named twice, Yjs forgets the first part. */
function isInOrder(structs: readonly Struct[]): boolean {
  const seen = new Set<number>();
  let previous: Struct | undefined;
  for (const struct of structs) {
    const { client, clock } = struct.id;
    if (previous?.id.client === client) {
      if (previous.id.clock + previous.length !== clock) return false;
    } else {
      if (seen.has(client)) return false;
      seen.add(client);
    }
    previous = struct;
  }
  return true;
}

/** Yjs writes the ranges of a client in order and apart; anything else is made to be looked at again and again. */
function areLawfulRanges(client: number, ranges: readonly Range[]): boolean {
  let end = 0;
  for (const { clock, len } of ranges) {
    if (clock < end || !isLawfulRange(client, clock, len)) return false;
    end = clock + len;
  }
  return true;
}

function isLawfulStruct(struct: Struct): boolean {
  return isLawfulRange(struct.id.client, struct.id.clock, struct.length) && isLawfulRoot(struct);
}

/** 0 stands for "no client id" in our messages, so nobody is ever bound to it. */
function isLawfulRange(client: number, clock: number, length: number): boolean {
  return client > 0 && client <= HIGHEST_CLIENT && length > 0 && clock + length <= HIGHEST_CLOCK;
}

/** Reading an update makes every root it names, also in parts that are known already. */
function isLawfulRoot(struct: Struct): boolean {
  if (!(struct instanceof Y.Item)) return true;
  const parent: unknown = struct.parent;
  return typeof parent !== 'string' || (parent === BODY && struct.parentSub === null);
}
