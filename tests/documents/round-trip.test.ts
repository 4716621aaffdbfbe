import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalDocument } from '#schema/canonical';
import type { DocumentJson } from '#schema/document-json';
import { documentFault } from '#schema/schema';
import { exportDocx } from '#server/documents/export-docx';
import { readDocx } from '#server/documents/read-docx';
import type { Truth } from '#tests/fixtures/corpus/truth';
import { anyDocument } from './any-document';
import { CORPUS, corpusFile, corpusTruth, withTitle } from './corpus/corpus';
import { keepRates, type KeepRate } from './corpus/keep-rates';
import { shownText } from './corpus/shown-text';
import { accepted } from './read-word';

const HEADING = { title: 'Falls', subtitle: 'Draft of 10 February 2027', hash: 'a1b2' };

function lost(wanted: Truth, there: Truth): KeepRate[] {
  return keepRates(wanted, there).filter(({ kept, of }) => kept < of);
}

/** Word has no headings, quotations or tables inside list items: those end the list, and an item may stand less deep. */
function withoutDepth(document: DocumentJson): Truth {
  const shown = shownText(document);
  const paragraphs = shown.paragraphs.map((each) => (each.kind === 'heading' ? each : { ...each, level: 0 }));
  return { ...shown, paragraphs };
}

test('EXP-6 of any document that can be written here every paragraph, cell, number, link and note comes back', async () => {
  await fc.assert(
    fc.asyncProperty(anyDocument, async (document) => {
      expect(documentFault(document)).toBeNull();
      const back = accepted(readDocx(await exportDocx(document, HEADING), 'x.docx'));
      expect(lost(withoutDepth(document), withoutDepth(back.json))).toEqual([]);
    }),
    { numRuns: 120, seed: 20270210 }
  );
});

test.each(CORPUS)('EXP-7 %s.docx goes out and comes back as the same document', async (name) => {
  const first = accepted(readDocx(corpusFile(name), `${name}.docx`));
  const second = accepted(
    readDocx(
      await exportDocx(first.json, { title: first.title, subtitle: 'Version 3', hash: 'a1b2' }),
      'x.docx'
    )
  );
  expect(canonicalDocument(second.json)).toBe(canonicalDocument(first.json));
  expect(lost(corpusTruth(name), shownText(withTitle(second)))).toEqual([]);
});
