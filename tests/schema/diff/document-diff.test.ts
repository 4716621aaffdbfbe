import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '#schema/canonical';
import { documentDiff } from '#schema/diff/document-diff';
import { countChanges, summarySentence } from '#schema/diff/summary';
import { wordsIn } from '#schema/diff/tokens';
import type { DocumentJson } from '#schema/document-json';
import { editedDocument, someDocument } from './some-documents';
import { sideOf } from './two-sides';

const RUNS = { numRuns: 200 };

/** What is compared: looks are not, and neither is how a text is cut into pieces. */
function canonical(json: DocumentJson): DocumentJson {
  return canonicalJson(json);
}

describe('any two texts', () => {
  test('VER-1 a text compared with itself is the same, word for word', () => {
    fc.assert(
      fc.property(someDocument, (json) => {
        const diff = documentDiff(json, structuredClone(json));
        expect(summarySentence(countChanges(diff))).toBe(
          'Nothing is different: the two texts are the same, word for word.'
        );
        expect(diff.clauses.every((c) => c.kind === 'both' && c.moved === 'no')).toBe(true);
      }),
      RUNS
    );
  });

  test.each<[string, fc.Arbitrary<readonly [DocumentJson, DocumentJson]>]>([
    ['unrelated', fc.tuple(someDocument, someDocument)],
    ['edited', editedDocument]
  ])('VER-2 both texts can be put together again from what is shown, to the sign (%s)', (_, texts) => {
    fc.assert(
      fc.property(texts, ([was, now]) => {
        const diff = documentDiff(was, now);
        expect(canonical(sideOf(diff, 'was'))).toEqual(canonical(was));
        expect(canonical(sideOf(diff, 'now'))).toEqual(canonical(now));
      }),
      RUNS
    );
  });

  test('VER-3 the words that are added and removed are the difference between the two texts', () => {
    fc.assert(
      fc.property(editedDocument, ([was, now]) => {
        const { added, removed } = countChanges(documentDiff(was, now));
        expect(added - removed).toBe(wordsIn(canonical(now)).length - wordsIn(canonical(was)).length);
      }),
      RUNS
    );
  });

  test('VER-4 the other way round, what was added is removed and what was removed is added', () => {
    fc.assert(
      fc.property(editedDocument, ([was, now]) => {
        const [there, back] = [countChanges(documentDiff(was, now)), countChanges(documentDiff(now, was))];
        expect(back).toEqual({
          ...there,
          added: there.removed,
          removed: there.added,
          clausesAdded: there.clausesRemoved,
          clausesRemoved: there.clausesAdded
        });
      }),
      RUNS
    );
  });
});
