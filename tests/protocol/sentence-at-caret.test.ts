import { EditorState, TextSelection } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import { sentenceAtCaret } from '#editor/selected-passage';
import { documentSchema } from '#schema/schema';

const text = (words: string) => ({ type: 'text', text: words });
const DOCUMENT = documentSchema.nodeFromJSON({
  type: 'doc',
  content: [
    {
      type: 'paragraph',
      content: [
        text('One comes. '),
        { ...text('Who'), marks: [{ type: 'bold' }] },
        { type: 'footnote', attrs: { text: 'See there.' } },
        text(' pays?'),
        { type: 'hardBreak' },
        text('Nobody')
      ]
    },
    { type: 'paragraph' }
  ]
});

function at(from: number, to = from) {
  const selection = TextSelection.create(DOCUMENT, from, to);
  return sentenceAtCaret(EditorState.create({ doc: DOCUMENT, selection }));
}

test('AUT-15 the sentence at the caret is the one it is in or behind, whatever its format; notes are no part of it', () => {
  const who = { from: 12, to: 22, quote: 'Who pays?' };
  expect(at(1)).toEqual({ from: 1, to: 11, quote: 'One comes.' });
  expect(at(11)?.quote).toBe('One comes.');
  expect([at(12), at(16), at(22)]).toEqual([who, who, who]);
  expect(at(25)).toEqual({ from: 23, to: 29, quote: 'Nobody' });
  expect(at(31)).toBeNull();
});

test('AUT-15 what is selected counts before the sentence', () => {
  expect(at(5, 15)).toEqual({ from: 5, to: 15, quote: 'comes. Who' });
});
