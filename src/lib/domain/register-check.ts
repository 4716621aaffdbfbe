import { sameBytes, toHex, type Sha256 } from './bytes';
import type { PartnershipId } from './ids';
import { leafHash, merkleRoot } from './merkle';
import { canonicalEntry, chainHash, chainStart, contentHash } from './register-entry';

/** An entry as it is stored or exported. */
export interface StoredEntry {
  readonly sequence: number;
  readonly kind: string;
  readonly recordedAt: Date;
  readonly canonical: Uint8Array;
  readonly leafHash: Uint8Array;
  readonly chainHash: Uint8Array;
  /** Null once it was erased: the leaf holds only a hash of it, so the log still verifies. */
  readonly details: { readonly salt: Uint8Array; readonly content: unknown } | null;
}

/** What someone wrote down of the register earlier; only this shows that entries were taken off the end. */
export interface RememberedHead {
  /** How many entries there were. */
  readonly size: number;
  /** The last one's chain hash, hex. */
  readonly head: string;
}

export type Damage =
  | 'missing-entry'
  | 'out-of-order'
  | 'changed-leaf'
  | 'changed-entry'
  | 'broken-chain'
  | 'changed-content'
  | 'cut-short'
  | 'rewritten';

export type RegisterCheck =
  | {
      readonly ok: true;
      readonly size: number;
      /** How many entries had their content erased. */
      readonly erased: number;
      /** The last chain hash, hex; 64 zeros for an empty register. */
      readonly head: string;
      /** The Merkle root of RFC 6962, hex. */
      readonly root: string;
      readonly message: string;
    }
  | {
      readonly ok: false;
      /** The first bad entry. */
      readonly sequence: number;
      readonly damage: Damage;
      readonly message: string;
    };

/** Recomputes everything from the entries, in the order given, and names the first that does not fit. */
export function verifyRegister(
  register: PartnershipId,
  entries: readonly StoredEntry[],
  sha256: Sha256,
  remembered?: RememberedHead
): RegisterCheck {
  let previous = chainStart();
  for (const [index, entry] of entries.entries()) {
    const damage = damageIn({ register, entry, index, previous }, sha256);
    // An entry that is not there is named by the number it should have had.
    if (damage) return damaged(damage === 'missing-entry' ? index : entry.sequence, damage);
    previous = entry.chainHash;
  }
  return damagedSince(entries, remembered) ?? sound(entries, previous, sha256);
}

interface Place {
  readonly register: PartnershipId;
  readonly entry: StoredEntry;
  readonly index: number;
  readonly previous: Uint8Array;
}

function damageIn({ register, entry, index, previous }: Place, sha256: Sha256): Damage | undefined {
  if (entry.sequence > index) return 'missing-entry';
  if (entry.sequence < index) return 'out-of-order';
  if (!sameBytes(entry.leafHash, leafHash(entry.canonical, sha256))) return 'changed-leaf';
  if (!sameBytes(entry.chainHash, chainHash(previous, entry.leafHash, sha256))) return 'broken-chain';
  const stated = statedContentHash(entry.canonical);
  if (stated === undefined || !sameBytes(entry.canonical, rewritten(register, entry, stated)))
    return 'changed-entry';
  return entry.details === null || hashOfDetails(entry.details, sha256) === stated
    ? undefined
    : 'changed-content';
}

/** The content hash the leaf holds, or undefined when these are not the bytes of an entry. */
function statedContentHash(canonical: Uint8Array): string | undefined {
  const found = /"contentHash":"([0-9a-f]{64})"/.exec(new TextDecoder().decode(canonical));
  return found?.[1];
}

/** The bytes the leaf must have, from the columns beside it: what the page shows is what was hashed. */
function rewritten(register: PartnershipId, entry: StoredEntry, stated: string): Uint8Array {
  const { sequence, kind, recordedAt } = entry;
  return canonicalEntry({ register, sequence, kind, at: recordedAt, contentHash: stated });
}

/** Undefined for content that was changed into something that has no canonical form at all. */
function hashOfDetails(details: NonNullable<StoredEntry['details']>, sha256: Sha256): string | undefined {
  try {
    return contentHash(details.content, details.salt, sha256);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function damagedSince(
  entries: readonly StoredEntry[],
  remembered?: RememberedHead
): RegisterCheck | undefined {
  if (!remembered || remembered.size === 0) return undefined;
  const last = entries[remembered.size - 1];
  if (!last) return damaged(entries.length, 'cut-short');
  return toHex(last.chainHash) === remembered.head ? undefined : damaged(last.sequence, 'rewritten');
}

function sound(entries: readonly StoredEntry[], head: Uint8Array, sha256: Sha256): RegisterCheck {
  const erased = entries.filter(({ details }) => details === null).length;
  const leaves = entries.map((entry) => entry.leafHash);
  return {
    ok: true,
    size: entries.length,
    erased,
    head: toHex(head),
    root: toHex(merkleRoot(leaves, sha256)),
    message: soundSentence(entries.length, erased)
  };
}

function soundSentence(size: number, erased: number): string {
  if (size === 0) return 'The register is empty.';
  const checked = size === 1 ? 'The one entry is' : `All ${size} entries are`;
  const gone = erased === 0 ? '' : ` The details of ${erased} were erased; the rest still fits together.`;
  return `${checked} as recorded: nothing was changed, removed or put in between.${gone}`;
}

function damaged(sequence: number, damage: Damage): RegisterCheck {
  return { ok: false, sequence, damage, message: damageSentence(sequence, damage) };
}

/** People count entries from 1; the log counts from 0. */
function damageSentence(sequence: number, damage: Damage): string {
  const entry = `Entry ${sequence + 1}`;
  switch (damage) {
    case 'missing-entry':
      return `${entry} is missing.`;
    case 'out-of-order':
      return `${entry} stands in the wrong place, or stands there twice.`;
    case 'changed-leaf':
      return `${entry} was changed after it was recorded.`;
    case 'changed-entry':
      return `${entry} shows a kind, time or number that is not the one recorded.`;
    case 'broken-chain':
      return `${entry} does not follow from the entry before it.`;
    case 'changed-content':
      return `The details of entry ${sequence + 1} were changed after they were recorded.`;
    case 'cut-short':
      return `${entry} was there before and is gone: the register was cut short.`;
    case 'rewritten':
      return `${entry} is not the one that stood there before: the register was rewritten.`;
  }
}
