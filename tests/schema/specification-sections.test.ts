import { describe, expect, it } from 'vitest';
import type { CommentThread } from '#domain/comment-thread';
import type { DocumentJson } from '#schema/document-json';
import { renderDocument } from '#schema/render-html';
import { clausesOf } from '#server/documents/clauses';
import { smallDom } from '#tests/builders/small-dom';
import { documentOf, heading, paragraph } from '#tests/builders/specification';
import { askedOf } from '../../src/routes/specifications/[id]/asked';
import { sectionsOf, threadsIn } from '../../src/routes/specifications/[id]/sections';

const cell = (...content: DocumentJson[]): DocumentJson => ({ type: 'tableCell', content });
const TEXT = documentOf(
  paragraph('Header with “ id="clause-2"” typed by somebody'),
  heading(1, 'Scope', '3'),
  {
    type: 'table',
    content: [{ type: 'tableRow', content: [cell(heading(2, 'Inside a table')), cell(paragraph('x'))] }]
  },
  { type: 'blockquote', content: [heading(3, 'Inside a quotation')] },
  heading(2, 'Pathway', '3.1'),
  {
    type: 'paragraph',
    content: [
      { type: 'text', text: 'Call.' },
      { type: 'footnote', attrs: { text: 'A note.' } }
    ]
  },
  heading(2, '', '3.2')
);

function sections(json: DocumentJson) {
  const html = renderDocument(json, { positions: true });
  return { html, cut: sectionsOf(html, clausesOf(json)) };
}

const at = (from: number | null) =>
  ({ range: from === null ? null : { from, to: from + 1 } }) as CommentThread;

describe('a text cut into clauses', () => {
  it('SPC-9 the pieces joined again are the text, and each is well formed', () => {
    const { html, cut } = sections(TEXT);
    expect(cut.map(({ html: piece }) => piece).join('')).toBe(html);
    expect(cut.map(({ key }) => key)).toEqual(['start', 'clause-1', 'clause-4', 'clause-5', 'notes']);
    for (const { html: piece } of cut) expect(() => smallDom(piece)).not.toThrow();
  });

  it('SPC-9 a text without headings is one piece, an empty one too', () => {
    expect(sections(documentOf(paragraph('Words.'))).cut).toHaveLength(1);
    expect(sections(documentOf(paragraph(''))).cut).toHaveLength(1);
  });

  it('SPC-9 every place of the text belongs to one piece', () => {
    const { cut } = sections(TEXT);
    const size = clausesOf(TEXT).at(-1)!.to;
    for (let from = 1; from < size; from += 1) {
      expect(cut.filter((section) => threadsIn(section, [at(from)]).length > 0)).toHaveLength(1);
    }
    expect(cut.flatMap((section) => threadsIn(section, [at(null)]))).toEqual([]);
  });

  it('SPC-3 a clause’s passage is its heading’s words, wherever the heading stands', () => {
    expect(clausesOf(TEXT).map(({ id, quote, top, to, from }) => [id, quote, top, to - from])).toEqual([
      ['clause-1', 'Scope', true, 5],
      ['clause-2', 'Inside a table', false, 14],
      ['clause-3', 'Inside a quotation', false, 18],
      ['clause-4', 'Pathway', true, 7],
      ['clause-5', '', true, 0]
    ]);
  });
});

describe('what is asked of the reader', () => {
  it('SPC-10 each reader is told what they can do here', () => {
    expect(askedOf({ comment: true, answer: true }, 1)).toBe(
      '1 comment waits for an answer. You may give it.'
    );
    expect(askedOf({ comment: true, answer: true }, 2)).toContain('2 comments wait');
    expect(askedOf({ comment: true, answer: true }, 0)).toContain('say what is missing');
    expect(askedOf({ comment: true, answer: false }, 2)).toContain('say what is missing');
    expect(askedOf({ comment: false, answer: false }, 2)).toContain('does not allow you to comment');
  });
});
