import { describe, expect, test } from 'vitest';
import type { DocumentId, PersonId } from '#domain/ids';
import { databaseName, localDraftNames, parseDatabaseName } from '#editor/local-draft-names';
import { isDone, OTHERS_UNSENT, OWN_SAVED, type LocalDraft } from '#editor/local-drafts';

const helen = '11111111-1111-4111-8111-111111111111' as PersonId;
const owen = '22222222-2222-4222-8222-222222222222' as PersonId;
const documentId = '33333333-3333-4333-8333-333333333333' as DocumentId;

describe('what a browser keeps of drafts', () => {
  test('SYN-81 each person has a store of their own for each draft', () => {
    const name = databaseName({ personId: helen, documentId });
    expect(name).toBe(`concordat-${helen}-${documentId}`);
    expect(parseDatabaseName(name)).toEqual({ personId: helen, documentId });
    expect(databaseName({ personId: owen, documentId })).not.toBe(name);
    for (const other of ['concordat', `concordat-${helen}`, `other-${helen}-${documentId}`, `${name}x`]) {
      expect(parseDatabaseName(other), other).toBeUndefined();
    }
  });

  test('SYN-86 where the stores cannot be listed, none is kept', async () => {
    expect(await localDraftNames()).toBeUndefined();
  });

  test('SYN-85 others’ saved drafts go at once, their unsent text after a week, one’s own saved ones after a month', () => {
    const now = Date.UTC(2027, 1, 10);
    const draft = (personId: PersonId, unsent: string, age: number): LocalDraft => ({
      personId,
      documentId,
      about: { title: 'Falls', href: '/specifications/x' },
      unsent,
      keptWords: [],
      openedAt: now - age
    });
    const done = (each: LocalDraft) => isDone(each, helen, now);
    expect(done(draft(owen, '', 0))).toBe(true);
    expect(done(draft(owen, 'Unsent.', OTHERS_UNSENT))).toBe(false);
    expect(done(draft(owen, 'Unsent.', OTHERS_UNSENT + 1))).toBe(true);
    expect(done(draft(helen, '', OWN_SAVED))).toBe(false);
    expect(done(draft(helen, '', OWN_SAVED + 1))).toBe(true);
    expect(done(draft(helen, 'Unsent.', 100 * OWN_SAVED))).toBe(false);
    const refused = [{ id: '1', text: 'Refused.', message: 'No.', at: 0 }];
    expect(done({ ...draft(helen, '', 100 * OWN_SAVED), keptWords: refused })).toBe(false);
  });
});
