import { EditorState } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import type { DocumentJson } from '#schema/document-json';
import { proposedMarks } from '#editor/proposed-marks';
import { wordPieces } from '#schema/diff/word-pieces';
import { renderDocument } from '#schema/render-html';
import { shownProposals, type Proposal } from '#schema/render-proposals';
import { documentSchema } from '#schema/schema';
import { boundariesOf, smallDom } from '#tests/builders/small-dom';
import { passageBetween } from '../../src/routes/specifications/[id]/selection';

const DOCUMENT: DocumentJson = {
  type: 'doc',
  content: [
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'Somebody ' },
        { type: 'text', text: 'comes within two', marks: [{ type: 'bold' }] },
        { type: 'text', text: ' hours.' }
      ]
    }
  ]
};
const node = documentSchema.nodeFromJSON(DOCUMENT);
const PROPOSALS: readonly Proposal[] = [
  { kind: 'left-out', from: 23, to: 32 },
  { kind: 'put-in', at: 32, words: 'one <hour>', by: 'Patrick & Co' },
  { kind: 'left-out', from: 16, to: 26 },
  { kind: 'put-in', at: 1, words: 'At night ', by: 'Denise Kerr' }
];

test('SUG-21 in the text words to go are struck through and words to come stand behind them, each once', () => {
  const html = renderDocument(DOCUMENT, { positions: true, proposals: shownProposals(PROPOSALS) });
  expect(html.match(/<ins class="put-in">/g)).toHaveLength(2);
  expect(html).toContain('(suggested by Patrick &amp; Co: </span>one &lt;hour&gt;<span');
  expect(html.indexOf('At night')).toBeLessThan(html.indexOf('Somebody'));
  const struck = [...html.matchAll(/<del class="left-out">([^<]*)<\/del>/g)].map(([, words]) => words);
  expect(struck.join('')).toBe('within two hours');
});

test('SUG-22 every selection over them gives the words of the text and no others', () => {
  const highlights = [{ from: 16, to: 32, id: 'one', label: 'suggestion by Patrick & Co' }];
  const root = smallDom(
    renderDocument(DOCUMENT, { positions: true, proposals: shownProposals(PROPOSALS), highlights })
  );
  const places = boundariesOf(root);
  const seen = new Set<string>();
  for (let start = 0; start < places.length; start += 1)
    for (let end = start; end < places.length; end += 1) {
      const passage = passageBetween(root, places[start]!, places[end]!);
      if (!passage) continue;
      const words = node.textBetween(passage.from, passage.to).replace(/\s+/g, ' ').trim();
      expect(passage.quote).toBe(words);
      seen.add(words);
    }
  expect(seen).toContain('Somebody comes within two hours.');
  expect(seen.size).toBeGreaterThan(100);
});

test('SUG-21 SUG-22 in the editor it is shown in its place while its words stand there, and changes no text', () => {
  const state = EditorState.create({ doc: node });
  const [before, after] = ['within two hours', 'within one hour'];
  const suggestion = { before, pieces: wordPieces(before, after), state: 'open' as const };
  const range = { from: 16, to: 32 };
  const marks = proposedMarks(state, range, suggestion);
  expect(marks.map(({ from, to }) => [from, to])).toEqual([
    [23, 32],
    [32, 32]
  ]);
  expect(proposedMarks(state, { from: 15, to: 32 }, suggestion)).toEqual([]);
  expect(proposedMarks(state, range, { ...suggestion, state: 'overtaken' })).toEqual([]);
  expect(state.doc.textContent).toBe('Somebody comes within two hours.');
});
