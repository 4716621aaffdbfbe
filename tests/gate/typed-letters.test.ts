import type { Editor } from '@tiptap/core';
import type { Transaction } from '@tiptap/pm/state';
import { beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { isTyping } from '#editor/typed-letters';
import { headlessEditor } from './headless-editor';

let editor: Editor;
let last: Transaction | undefined;

beforeEach(() => {
  editor = headlessEditor(new Y.Doc());
  insert('Two hours.', 1);
  editor.on('transaction', ({ transaction }) => (last = transaction));
});

const insert = (words: string, at: number) =>
  editor.commands.command(({ tr }) => Boolean(tr.insertText(words, at)));
const after = (change: () => boolean): boolean => {
  expect(change()).toBe(true);
  return isTyping(last!);
};
const end = () => editor.state.doc.content.size - 1;

test('SPC-76 letters that come and go within a paragraph are typing', () => {
  expect(after(() => insert(' And a half', end()))).toBe(true);
  expect(after(() => editor.commands.deleteRange({ from: end() - 2, to: end() }))).toBe(true);
});

test('SPC-76 a paragraph that comes or goes, formatting and a caret that moves are not', () => {
  expect(after(() => editor.commands.splitBlock())).toBe(false);
  expect(after(() => editor.commands.joinBackward())).toBe(false);
  expect(after(() => editor.chain().selectAll().toggleBold().run())).toBe(false);
  expect(after(() => editor.commands.setTextSelection(2))).toBe(false);
  expect(after(() => editor.commands.toggleBulletList())).toBe(false);
});
