import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DocumentJson } from '#schema/document-json';
import { exportDocx } from '#server/documents/export-docx';
import { importedDraft } from '#server/documents/imported-draft';
import { passageText, plainText } from '#server/documents/passage-text';
import { readDocx } from '#server/documents/read-docx';
import { anyDocument } from './any-document';
import { accepted, outline } from './read-word';
import { acceptedInWord, HEADING, rejectedInWord, SuggestedDraft } from './some-suggestions';

const read = (bytes: Uint8Array) => accepted(readDocx(bytes, 'x.docx'));

const asked = fc.record({
  run: fc.nat(),
  changes: fc.array(fc.constantFrom('keep', 'keep', 'keep', 'drop', 'other', 'more'), {
    minLength: 1,
    maxLength: 12
  }),
  minute: fc.nat(59),
  reason: fc.constantFrom('', 'It is “cold” & <dark>.')
});

/** Changes the words of a line one after the other. */
function reworded(line: string, changes: readonly string[]): string {
  const words = line.split(/\s+/).flatMap((word, index) => {
    const change = changes[index % changes.length];
    if (change === 'drop') return [];
    if (change === 'other') return ['quite', 'other'];
    return change === 'more' ? [word, 'more & more'] : [word];
  });
  return words.join(' ');
}

test('EXP-20 EXP-17 whatever is suggested on whatever text, it comes back at its words, and Word accepts and rejects it as Concordat does', async () => {
  let tracked = 0;
  await fc.assert(
    fc.asyncProperty(anyDocument, fc.array(asked, { minLength: 1, maxLength: 6 }), async (document, asks) => {
      const draft = new SuggestedDraft(...document.content!);
      const runs = passageText(draft.ydoc).runs.filter((each) => /\w/.test(plainText(each.text)));
      if (runs.length === 0) return;
      for (const { run: pick, changes, minute, reason } of asks) {
        const { text: shared, from } = runs[pick % runs.length]!;
        const quote = plainText(shared);
        const by = `Writer ${pick % 3}`;
        draft.suggest({ from, to: from + quote.length, quote }, reworded(quote, changes), {
          by,
          at: new Date(Date.UTC(2027, 1, 10, 9, minute)),
          reason
        });
        // The same once more by the same person is one when it comes back.
        const said = draft.threads.map((each) => `${each.by.name}: ${each.body.split('\n')[0]}`);
        if (new Set(said).size < said.length) draft.threads.pop();
      }
      const bytes = await draft.word();
      const plain = read(await exportDocx(draft.json, HEADING));
      const back = read(bytes);
      expect(back.json).toEqual(plain.json);
      const facts = (quote: string, by: string | null, wording: unknown) =>
        JSON.stringify([quote, by, wording]);
      const came = importedDraft(back).remarks.filter(({ wording }) => wording !== null);
      expect(
        came.map(({ quote, claimedAuthor, wording }) => facts(quote, claimedAuthor, wording)).sort()
      ).toEqual(
        draft.tracked
          .map(({ quote, by: { name }, suggestion }) =>
            facts(quote, name, { before: suggestion!.before, after: suggestion!.after })
          )
          .sort()
      );
      expect(back.report.brought?.comments).toBe(draft.threads.length - draft.tracked.length);
      const words = (json: DocumentJson) => outline(json).map((line) => line.replace(/\s+/g, ' '));
      expect(words(read(rejectedInWord(bytes)).json)).toEqual(words(plain.json));
      const taken = draft.accepted();
      if (taken === null) return;
      expect(words(read(acceptedInWord(bytes)).json)).toEqual(
        words(read(await exportDocx(taken, HEADING)).json)
      );
      tracked += draft.tracked.length;
    }),
    { numRuns: 60, seed: 20270210 }
  );
  expect(tracked).toBeGreaterThan(60);
});
