import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalDocument } from '#schema/canonical';
import { clauseHash, clauseName, clauseTexts } from '#schema/clause-text';
import type { DocumentJson } from '#schema/document-json';
import { shownSummary, summaryBlocks, summaryHash, summaryState } from '#schema/plain-summary';
import { documentFault } from '#schema/schema';
import { summaryAsText, summaryFromText } from '#schema/typed-summary';
import { hasWords } from '#schema/written-words';
import { documentOf, heading, paragraph } from '#tests/builders/specification';
import { readVectors, sha256 } from '#tests/domain/sha256';

interface Vectors {
  clause: string;
  base: DocumentJson;
  canonical: string;
  hash: string;
  variants: { title: string; same: boolean; document: DocumentJson }[];
}

const vectors = readVectors<Vectors>('clause-text');
const textIn = (json: DocumentJson) => clauseTexts(json).find(({ clause }) => clause === vectors.clause)!;

describe('the text of a clause', () => {
  test('PLN-10 its hash is that of the heading’s words and of what stands under it', () => {
    expect(clauseHash(textIn(vectors.base), sha256)).toBe(vectors.hash);
    let hashed = '';
    clauseHash(textIn(vectors.base), (bytes) => {
      hashed = new TextDecoder().decode(bytes);
      return new Uint8Array(32);
    });
    expect(hashed).toBe(vectors.canonical);
  });

  test.each(vectors.variants)('PLN-10 $title: the same hash is $same', ({ same, document }) => {
    expect(clauseHash(textIn(document), sha256) === vectors.hash).toBe(same);
  });

  test('PLN-10 a clause without an id has no text of its own, and is none of the clause before it', () => {
    const nameless = { ...heading(1, 'Nameless'), attrs: { level: 1, number: null, clause: null } };
    const json = documentOf(...vectors.base.content!.slice(0, 4), nameless, paragraph('Under it'));
    expect(clauseTexts(json).map(({ clause }) => clause)).toEqual(['scope', 'scope-criteria']);
    expect(textIn(json).blocks).toHaveLength(1);
  });

  test('PLN-10 a clause under whose heading there is nothing needs no summary', () => {
    const [scope, criteria] = clauseTexts(vectors.base);
    expect([hasWords(scope!, null), hasWords(criteria!, null)]).toEqual([false, true]);
    expect(clauseName(criteria!)).toBe('3.4 Acceptance criteria');
  });
});

describe('how a summary stands', () => {
  const now = { clauseHash: 'c1', summaryHash: 's1', hasWords: true };
  const confirmed = { clauseHash: 'c1', summaryHash: 's1' };

  test('PLN-11 none, draft, confirmed and stale', () => {
    expect(summaryState({ ...now, hasWords: false }, confirmed)).toBe('none');
    expect(summaryState(now, null)).toBe('draft');
    expect(summaryState(now, confirmed)).toBe('confirmed');
    expect(summaryState({ ...now, clauseHash: 'c2' }, confirmed)).toBe('stale');
    expect(summaryState({ ...now, clauseHash: null }, confirmed)).toBe('stale');
    expect(summaryState({ ...now, summaryHash: 's2' }, confirmed)).toBe('draft');
    expect(summaryState({ ...now, clauseHash: 'c2', summaryHash: 's2' }, confirmed)).toBe('stale');
  });
});

const list = (type: 'bulletList' | 'orderedList', ...items: string[]): DocumentJson => ({
  type,
  content: items.map((text) => ({ type: 'listItem', content: [paragraph(text)] }))
});
const boldly = (text: string): DocumentJson => ({ type: 'text', text, marks: [{ type: 'bold' }] });

describe('the words of a summary', () => {
  test('PLN-6 a heading within it is shown as a paragraph in bold, a note in brackets', () => {
    const note = { type: 'footnote', attrs: { text: 'In 2025.' } };
    const json = documentOf(heading(2, 'Who'), {
      type: 'paragraph',
      content: [{ type: 'text', text: 'You' }, note]
    });
    expect(shownSummary(json)).toEqual(
      documentOf(
        { type: 'paragraph', content: [boldly('Who')] },
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'You' },
            { type: 'text', text: ' (In 2025.)' }
          ]
        }
      )
    );
  });

  test('PLN-20 paragraphs, items and cells are blocks of their own; empty ones are none', () => {
    const cell = { type: 'tableCell', content: [paragraph('65')] };
    const json = documentOf(paragraph('You can: '), paragraph(''), list('bulletList', 'ring', 'text'), {
      type: 'table',
      content: [{ type: 'tableRow', content: [cell] }]
    });
    expect(summaryBlocks(json)).toEqual(['You can:', 'ring', 'text', '65']);
  });

  test('PLN-11 empty paragraphs change nothing about a summary, words and formatting do', () => {
    const hash = (...content: DocumentJson[]) => summaryHash(documentOf(...content), sha256);
    const plain = hash(paragraph('We come.'));
    expect(hash(paragraph(''), paragraph('We come.'), { type: 'paragraph' })).toBe(plain);
    expect(hash(paragraph('We came.'))).not.toBe(plain);
    expect(hash({ type: 'paragraph', content: [boldly('We come.')] })).not.toBe(plain);
  });
});

describe('a summary typed into a form', () => {
  test('PLN-5 paragraphs, lines and lists of both kinds', () => {
    const typed = 'We come to you.\nDay and night.\n\nYou can:\n- ring us\n- text us\n1. Wait\n2) Listen\n\n';
    const json = summaryFromText(typed, documentOf());
    expect(json).toEqual(
      documentOf(
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'We come to you.' },
            { type: 'hardBreak' },
            { type: 'text', text: 'Day and night.' }
          ]
        },
        paragraph('You can:'),
        list('bulletList', 'ring us', 'text us'),
        list('orderedList', 'Wait', 'Listen')
      )
    );
    expect(documentFault(json)).toBeNull();
    expect(summaryAsText(json)).toBe(
      'We come to you.\nDay and night.\n\nYou can:\n\n- ring us\n- text us\n\n1. Wait\n2. Listen'
    );
    expect(summaryFromText(' \n\n ', documentOf())).toEqual(documentOf({ type: 'paragraph' }));
  });

  test('PLN-5 what keeps its words keeps its formatting, links and tables', () => {
    const cell = { type: 'tableCell', content: [paragraph('65'), paragraph('or over')] };
    const before = documentOf(
      {
        type: 'paragraph',
        content: [{ type: 'text', text: 'We ' }, boldly('always'), { type: 'text', text: ' come.' }]
      },
      paragraph('Old words.'),
      { type: 'table', content: [{ type: 'tableRow', content: [cell] }] }
    );
    const after = summaryFromText(summaryAsText(before).replace('Old', 'New'), before);
    expect(after.content).toEqual([before.content![0], paragraph('New words.'), before.content![2]]);
  });

  test('PLN-5 written out and read in again, any summary is what it was', () => {
    const words = fc.array(fc.constantFrom('we', 'come', 'quickly', 'to', 'you'), {
      minLength: 1,
      maxLength: 4
    });
    const line = words.map((all) => all.join(' '));
    const block = fc.oneof(
      line.map(paragraph),
      fc.array(line, { minLength: 1, maxLength: 3 }).map((items) => list('bulletList', ...items)),
      fc.array(line, { minLength: 1, maxLength: 3 }).map((items) => list('orderedList', ...items))
    );
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 6 }), (blocks) => {
        const json = documentOf(...blocks);
        expect(canonicalDocument(summaryFromText(summaryAsText(json), json))).toBe(canonicalDocument(json));
        expect(canonicalDocument(summaryFromText(summaryAsText(json), documentOf()))).toBe(
          canonicalDocument(json)
        );
      })
    );
  });
});
