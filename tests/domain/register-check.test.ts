import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PartnershipId } from '#domain/ids';
import { leafHash } from '#domain/merkle';
import { verifyRegister, type Damage, type StoredEntry } from '#domain/register-check';
import { canonicalEntry, chainHash } from '#domain/register-entry';
import { register, storedEntries } from './register-story';
import { sha256 } from './sha256';

function check(entries: StoredEntry[]) {
  return verifyRegister(register.id, entries, sha256);
}

/** The vectors with entry `at` replaced. */
function withEntry(at: number, change: (entry: StoredEntry) => StoredEntry): StoredEntry[] {
  return storedEntries().map((entry) => (entry.sequence === at ? change(entry) : entry));
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = bytes.slice();
  const index = Math.floor(bit / 8) % copy.length;
  copy[index] = (copy[index] ?? 0) ^ (1 << (bit % 8));
  return copy;
}

/** What a careful forger does: changes the time and works out the entry's own hashes again, not those after it. */
function forged(entry: StoredEntry): StoredEntry {
  const recordedAt = new Date(0);
  const head = { register: register.id, sequence: entry.sequence, kind: entry.kind, at: recordedAt };
  const canonical = canonicalEntry({ ...head, contentHash: '0'.repeat(64) });
  const leaf = leafHash(canonical, sha256);
  const previous = storedEntries()[entry.sequence - 1]?.chainHash ?? new Uint8Array(32);
  return {
    ...entry,
    recordedAt,
    canonical,
    leafHash: leaf,
    chainHash: chainHash(previous, leaf, sha256),
    details: null
  };
}

describe('verifying a register', () => {
  test('REG-8 an untouched register verifies, with its head and its Merkle root', () => {
    expect(check(storedEntries())).toMatchObject({
      ok: true,
      size: 7,
      erased: 0,
      head: register.head,
      root: register.root,
      message: 'All 7 entries are as recorded: nothing was changed, removed or put in between.'
    });
  });

  test('REG-8 an empty register verifies', () => {
    expect(check([])).toMatchObject({
      ok: true,
      size: 0,
      head: '0'.repeat(64),
      message: 'The register is empty.'
    });
  });

  test('REG-9 erased details do not harm it', () => {
    const erased = withEntry(4, (entry) => ({ ...entry, details: null }));
    expect(check(erased)).toMatchObject({ ok: true, erased: 1, head: register.head, root: register.root });
  });

  const [first, second, third, fourth, ...rest] = storedEntries() as [
    StoredEntry,
    StoredEntry,
    StoredEntry,
    StoredEntry
  ];
  test.each<[string, StoredEntry[], number, Damage]>([
    ['one entry deleted', [first, second, fourth, ...rest], 2, 'missing-entry'],
    ['the first entry deleted', [second, third, fourth, ...rest], 0, 'missing-entry'],
    ['two entries swapped', [first, third, second, fourth, ...rest], 1, 'missing-entry'],
    ['an entry put in twice', [first, second, second, third, fourth, ...rest], 1, 'out-of-order'],
    [
      'two entries swapped and renumbered',
      [first, { ...third, sequence: 1 }, { ...second, sequence: 2 }, fourth, ...rest],
      1,
      'broken-chain'
    ],
    [
      'another kind shown',
      withEntry(3, (entry) => ({ ...entry, kind: 'ballot-opened' })),
      3,
      'changed-entry'
    ],
    [
      'another time shown',
      withEntry(3, (entry) => ({ ...entry, recordedAt: new Date(0) })),
      3,
      'changed-entry'
    ],
    ['a forged entry with hashes of its own', withEntry(3, forged), 4, 'broken-chain'],
    [
      'a word of the content changed',
      withEntry(4, (entry) => ({
        ...entry,
        details: { salt: new Uint8Array(16), content: { by: 'someone else' } }
      })),
      4,
      'changed-content'
    ],
    [
      'content that has no canonical form',
      withEntry(4, (entry) => ({ ...entry, details: { salt: new Uint8Array(16), content: { votes: 0.5 } } })),
      4,
      'changed-content'
    ]
  ])('REG-10 %s is found', (_, entries, sequence, damage) => {
    expect(check(entries)).toMatchObject({ ok: false, sequence, damage });
  });

  test('REG-10 bytes that are not an entry are found even when their hashes fit', () => {
    const canonical = new TextEncoder().encode('nonsense');
    const leaf = leafHash(canonical, sha256);
    const chain = chainHash(new Uint8Array(32), leaf, sha256);
    const entry = { ...first, canonical, leafHash: leaf, chainHash: chain };
    expect(check([entry])).toMatchObject({ ok: false, sequence: 0, damage: 'changed-entry' });
  });

  test('REG-10 any one bit of any stored bytes', () => {
    const places = fc.record({
      at: fc.integer({ min: 0, max: 6 }),
      column: fc.constantFrom('canonical' as const, 'leafHash' as const, 'chainHash' as const),
      bit: fc.nat(4000)
    });
    fc.assert(
      fc.property(places, ({ at, column, bit }) => {
        const entries = withEntry(at, (entry) => ({ ...entry, [column]: flipped(entry[column], bit) }));
        const damage = column === 'chainHash' ? 'broken-chain' : 'changed-leaf';
        expect(check(entries)).toMatchObject({ ok: false, sequence: at, damage });
      }),
      { numRuns: 500 }
    );
  });

  test('REG-10 another partnership’s register is not this one', () => {
    const other = '11111111-1111-4111-8111-111111111111' as PartnershipId;
    expect(verifyRegister(other, storedEntries(), sha256)).toMatchObject({
      ok: false,
      damage: 'changed-entry'
    });
  });

  test('REG-11 entries taken off the end show against what was written down earlier', () => {
    const remembered = { size: 7, head: register.head };
    expect(verifyRegister(register.id, storedEntries(), sha256, remembered).ok).toBe(true);
    expect(verifyRegister(register.id, storedEntries().slice(0, 5), sha256, remembered)).toMatchObject({
      ok: false,
      sequence: 5,
      damage: 'cut-short',
      message: 'Entry 6 was there before and is gone: the register was cut short.'
    });
  });

  test('REG-11 a register rewritten from some entry on shows against what was written down earlier', () => {
    const rewritten = [...storedEntries().slice(0, 6), ...withEntry(6, forged).slice(6)];
    expect(check(rewritten).ok).toBe(true);
    const remembered = { size: 7, head: register.head };
    expect(verifyRegister(register.id, rewritten, sha256, remembered)).toMatchObject({
      sequence: 6,
      damage: 'rewritten'
    });
    expect(verifyRegister(register.id, storedEntries(), sha256, { size: 0, head: '0'.repeat(64) }).ok).toBe(
      true
    );
  });
});
