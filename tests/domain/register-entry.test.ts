import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#domain/bytes';
import { canonicalJson } from '#domain/canonical-json';
import type { PartnershipId } from '#domain/ids';
import { chainStart, contentHash, sealEntry } from '#domain/register-entry';
import {
  ERASED_SENTENCE,
  isRegisterKind,
  REGISTER_KIND_NAMES,
  registerSentence
} from '#domain/register-words';
import { eventsOfEachKind, register } from './register-story';
import { sha256 } from './sha256';

const salt = new Uint8Array(16);

describe('a register entry', () => {
  test('REG-3 REG-4 REG-6 the vectors’ content hashes, bytes, leaf hashes and chain', () => {
    let previous = chainStart();
    for (const [sequence, expected] of register.entries.entries()) {
      const own = { salt: fromHex(expected.salt), at: new Date(expected.at), sequence, previous };
      const sealed = sealEntry({ ...own, event: expected.event, register: register.id }, sha256);
      expect(contentHash(expected.event.content, own.salt, sha256)).toBe(expected.contentHash);
      expect(new TextDecoder().decode(sealed.canonical)).toBe(expected.canonical);
      expect(toHex(sealed.leafHash)).toBe(expected.leafHash);
      expect(toHex(sealed.chainHash)).toBe(expected.chainHash);
      previous = sealed.chainHash;
    }
    expect(toHex(previous)).toBe(register.head);
  });

  test('REG-4 the leaf holds no word of the content', () => {
    for (const { canonical } of register.entries) expect(canonical).not.toMatch(/Marsh|Oyelaran|Beddow|docx/);
  });

  test('REG-3 the same content under another salt has another hash', () => {
    const content = { name: 'Helen Marsh' };
    expect(contentHash(content, salt, sha256)).not.toBe(
      contentHash(content, fromHex('01'.repeat(16)), sha256)
    );
  });

  test('REG-3 a content hash does not depend on the order of keys or the kind of accent', () => {
    const [one, other] = [
      { b: 'Cafe\u0301', a: 1 },
      { a: 1, b: 'Caf\u00e9' }
    ];
    expect(contentHash(one, salt, sha256)).toBe(contentHash(other, salt, sha256));
  });

  test('REG-6 before the first entry stand 32 zero bytes, fresh each time', () => {
    const start = chainStart();
    start[0] = 1;
    expect(toHex(chainStart())).toBe('00'.repeat(32));
  });

  test('REG-4 the same event in another partnership’s register has another leaf', () => {
    const [event] = eventsOfEachKind();
    if (!event) throw new Error('no events');
    const entry = { event, sequence: 0, at: new Date(0), salt, previous: chainStart() };
    const one = sealEntry({ ...entry, register: register.id }, sha256);
    const other = sealEntry(
      { ...entry, register: '11111111-1111-4111-8111-111111111111' as PartnershipId },
      sha256
    );
    expect(toHex(one.leafHash)).not.toBe(toHex(other.leafHash));
  });
});

describe('the register in words', () => {
  test('REG-7 each kind has a name, a canonical form and a sentence with a full stop and no loose ends', () => {
    const events = eventsOfEachKind();
    expect(events.map(({ kind }) => kind).sort()).toEqual(Object.keys(REGISTER_KIND_NAMES).sort());
    for (const event of events) {
      expect(() => canonicalJson(event.content)).not.toThrow();
      const sentence = registerSentence(event);
      expect(sentence).toMatch(/^[A-Z].*[.”]$/);
      expect(sentence).not.toMatch(/undefined|null|\[object/);
    }
  });

  test('REG-7 the sentences of the demonstration', () => {
    const council = 'Wenmoor Vale Council';
    const sentences = eventsOfEachKind().map(registerSentence);
    expect(sentences).toContain(`Helen Marsh (${council}) imported “Falls” from the Word file “falls.docx”.`);
    expect(sentences).toContain(`Helen Marsh (${council}) froze version 7 of “Falls”, “0.7”.`);
    expect(sentences).toContain(
      `Helen Marsh (${council}) answered a comment on “Falls”: the text was changed in part.`
    );
    expect(sentences).toContain(
      `Helen Marsh (${council}) named ${council} as accountable for “3 Scope” of “Falls”.`
    );
    expect(sentences).toContain(
      `Helen Marsh (${council}) said that the owner of “3 Scope” of “Falls” is still to be found.`
    );
    expect(sentences).toContain(
      `Helen Marsh (${council}) resolved a contradiction on “Falls”: “Two, as the text says.”`
    );
    expect(sentences).toContain('The ballot “Priorities” closed at its set time: 25 of 27 voters voted.');
    expect(sentences).toContain(
      `Helen Marsh (${council}) refused to sign decision JCC-2027-004, “Falls”: “Not costed”`
    );
    expect(sentences).toContain(
      `Decision JCC-2027-004, “Falls” was agreed by ${council} and NHS Fenwold and Coast Integrated Care Board.`
    );
  });

  test('REG-7 a kind nobody declared is not taken for one, and erased details are called erased', () => {
    expect(isRegisterKind('decision-signed')).toBe(true);
    for (const kind of ['', 'toString', '__proto__', 'decision-deleted'])
      expect(isRegisterKind(kind)).toBe(false);
    expect(ERASED_SENTENCE).toContain('erased');
  });
});
