import { describe, expect, it } from 'vitest';
import { termFinder, type GlossaryTerm } from '#domain/glossary';
import type { GlossaryTermId } from '#domain/ids';
import type { DocumentJson } from '#schema/document-json';
import { renderDocument } from '#schema/render-html';
import { documentSchema } from '#schema/schema';
import { boundariesOf, smallDom, type SmallNode } from '#tests/builders/small-dom';
import { passageBetween } from '../../src/routes/specifications/[id]/selection';

const text = (words: string, ...marks: string[]) => ({
  type: 'text',
  text: words,
  ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {})
});
const term = (name: string): GlossaryTerm => ({
  id: name as GlossaryTermId,
  term: name,
  otherForms: [],
  explanation: `About ${name}.`
});
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });

const DOCUMENT = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 2, number: '3.2' }, content: [text('Service & pathway')] },
    paragraph(text('Answer '), text('within 2 ', 'bold'), text('hours', 'italic'), text(' <of> a call.')),
    paragraph(
      text('One'),
      { type: 'footnote', attrs: { text: 'A note.' } },
      text(' number,'),
      { type: 'hardBreak' },
      text('all hours 😀.')
    ),
    {
      type: 'bulletList',
      content: [
        { type: 'listItem', content: [paragraph(text('Ring back'))] },
        { type: 'listItem', content: [paragraph(text('Keep warm'))] }
      ]
    },
    {
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: [
            { type: 'tableHeader', content: [paragraph(text('Outcome'))] },
            { type: 'tableHeader', content: [paragraph(text('Target'))] }
          ]
        },
        {
          type: 'tableRow',
          content: [
            { type: 'tableCell', content: [paragraph(text('Safer homes'))] },
            { type: 'tableCell', content: [paragraph(text('80%'))] }
          ]
        }
      ]
    }
  ]
} as unknown as DocumentJson;

const node = documentSchema.nodeFromJSON(DOCUMENT);
const words = (from: number, to: number): string =>
  node
    .textBetween(from, to, ' ', (leaf) => (leaf.type.name === 'hardBreak' ? ' ' : ''))
    .replace(/\s+/g, ' ')
    .trim();

function find(root: SmallNode, needle: string): SmallNode {
  const found = boundariesOf(root).find(
    (place) => place.node.nodeType === 3 && place.node.nodeValue?.includes(needle)
  );
  if (!found) throw new Error(`no text with ${needle}`);
  return found.node;
}

describe('from a selection on the page to a passage of the text', () => {
  it('CMT-4 every selection gives positions that hold exactly the selected words', () => {
    const highlights = [
      { from: 22, to: 34, id: 'one', label: 'comment by Patrick Doyle' },
      { from: 30, to: 60, id: 'two', label: 'comment by Denise Kerr' }
    ];
    const root = smallDom(renderDocument(DOCUMENT, { positions: true, highlights }));
    const places = boundariesOf(root);
    const seen = new Set<string>();
    for (let start = 0; start < places.length; start += 1) {
      for (let end = start; end < places.length; end += 5) {
        const passage = passageBetween(root, places[start]!, places[end]!);
        if (!passage) continue;
        expect(words(passage.from, passage.to), JSON.stringify(passage)).toBe(passage.quote);
        seen.add(passage.quote);
      }
    }
    expect(seen.has(words(1, node.content.size))).toBe(true);
    expect(seen.size).toBeGreaterThan(1000);
  });

  it('PLN-44 with words of the glossary explained in it every selection gives the same', () => {
    const terms = { find: termFinder([term('hours'), term('keep warm')]), idPrefix: '' };
    const root = smallDom(renderDocument(DOCUMENT, { positions: true, terms }));
    const places = boundariesOf(root);
    const seen = new Set<string>();
    for (let start = 0; start < places.length; start += 3) {
      for (let end = start; end < places.length; end += 7) {
        const passage = passageBetween(root, places[start]!, places[end]!);
        if (!passage) continue;
        expect(words(passage.from, passage.to), JSON.stringify(passage)).toBe(passage.quote);
        seen.add(passage.quote);
      }
    }
    expect(find(root, 'About hours.')).toBeDefined();
    expect(seen.size).toBeGreaterThan(100);
  });

  it('CMT-4 numbers, note marks and labels for screen readers are not part of the passage', () => {
    const highlights = [{ from: 1, to: 8, id: 'one', label: 'comment by Patrick Doyle' }];
    const root = smallDom(renderDocument(DOCUMENT, { positions: true, highlights }));
    const heading = passageBetween(root, { node: root, offset: 0 }, { node: root, offset: 1 });
    expect(heading).toEqual({ from: 1, to: 18, quote: 'Service & pathway' });
    const number = find(root, 'number,');
    const noted = passageBetween(root, { node: find(root, 'One'), offset: 0 }, { node: number, offset: 7 });
    expect(noted?.quote).toBe('One number');
    expect(noted && noted.to - noted.from).toBe('One'.length + 1 + ' number'.length);
  });

  it('CMT-4 a line break counts one position and reads as a space', () => {
    const root = smallDom(renderDocument(DOCUMENT, { positions: true }));
    const start = { node: find(root, ' number,'), offset: 1 };
    const passage = passageBetween(root, start, { node: find(root, 'all hours'), offset: 9 });
    expect(passage?.quote).toBe('number, all hours');
    expect(passage && words(passage.from, passage.to)).toBe('number, all hours');
  });

  it('CMT-4 white space alone, a collapsed selection and what is not text give no passage', () => {
    const root = smallDom(renderDocument(DOCUMENT, { positions: true }));
    const answer = find(root, 'Answer ');
    expect(passageBetween(root, { node: answer, offset: 6 }, { node: answer, offset: 7 })).toBeNull();
    expect(passageBetween(root, { node: answer, offset: 2 }, { node: answer, offset: 2 })).toBeNull();
    const number = find(root, '3.2');
    expect(passageBetween(root, { node: number, offset: 0 }, { node: number, offset: 3 })).toBeNull();
    const note = find(root, 'A note.');
    expect(passageBetween(root, { node: note, offset: 0 }, { node: note, offset: 6 })).toBeNull();
  });
});
