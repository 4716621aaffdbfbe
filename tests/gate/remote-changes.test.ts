import type { Editor } from '@tiptap/core';
import { EditorState, type Transaction } from '@tiptap/pm/state';
import { fixTables } from '@tiptap/pm/tables';
import { ySyncPluginKey, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { difference, narrowRemoteChanges } from '#editor/remote-changes';
import { BODY, documentSchema } from '#schema/schema';
import { anyDocument } from '../documents/any-document';
import { headlessEditor } from './headless-editor';
import { editSomewhere, seededRandom } from './random-edits';
import { cells, node, paragraph, sharedText, words } from './shared-texts';

const SEEDS = 40;
const ROUNDS = 8;

const text = () =>
  sharedText(
    node('heading', words('Falls')),
    paragraph('One paragraph of words.'),
    paragraph('Another one.'),
    node('bulletList', node('listItem', paragraph('first')), node('listItem', paragraph('second'))),
    cells(2, 2),
    paragraph('The end.')
  );

function writer(doc: Y.Doc): Editor {
  const editor = headlessEditor(doc);
  narrowRemoteChanges(editor.state);
  return editor;
}

/** What the shared text says, made anew; with the cells that every editor adds to rows that are too short. */
function saidBy(shared: Y.Doc): object {
  const doc = yXmlFragmentToProseMirrorRootNode(shared.getXmlFragment(BODY), documentSchema);
  return (fixTables(EditorState.create({ doc }))?.doc ?? doc).toJSON() as object;
}

function exchange(one: Y.Doc, other: Y.Doc): void {
  const [forOther, forOne] = [one, other].map((doc, index) =>
    Y.encodeStateAsUpdate(doc, Y.encodeStateVector(index === 0 ? other : one))
  );
  Y.applyUpdate(other, forOther!, 'line');
  Y.applyUpdate(one, forOne!, 'line');
}

/** What somebody else's edit changes in an editor, as transactions. */
function seen(editor: Editor, change: () => void): Transaction[] {
  const all: Transaction[] = [];
  const note = ({ transaction }: { transaction: Transaction }) => {
    if (transaction.docChanged) all.push(transaction);
  };
  editor.on('transaction', note);
  change();
  editor.off('transaction', note);
  return all;
}

describe('what others write', () => {
  it('SYN-190 at random places of two editors: each shows what the shared text says, after every exchange', () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const random = seededRandom(seed);
      const [here, there] = [text(), new Y.Doc()];
      Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
      const docs = [here, there];
      const editors = docs.map(writer);
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const editor of editors) {
          try {
            editSomewhere(editor, random);
          } catch {
            // A few commands give up on selections that no mouse can make.
          }
        }
        exchange(here, there);
        exchange(here, there);
        editors.forEach((editor, index) =>
          expect(editor.state.doc.toJSON(), `seed ${seed}`).toEqual(saidBy(docs[index]!))
        );
        for (const editor of editors) editor.state.doc.check();
      }
      editors.forEach((editor) => editor.destroy());
    }
  }, 120_000);

  it('SYN-190 a letter changes one place, and every other block is the same as before', () => {
    const [here, there] = [text(), new Y.Doc()];
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    const editor = writer(here);
    const before = editor.state.doc;
    const [change, ...more] = seen(editor, () => {
      const paragraphText = (there.getXmlFragment(BODY).get(2) as Y.XmlElement).get(0) as Y.XmlText;
      paragraphText.insert(7, '!');
      exchange(here, there);
    });
    expect(more).toEqual([]);
    expect(change!.steps.map((step) => step.toJSON() as object)).toEqual([
      { stepType: 'replace', from: 40, to: 40, slice: { content: [{ type: 'text', text: '!' }] } }
    ]);
    const after = editor.state.doc;
    expect(after.child(2).textContent).toBe('Another! one.');
    for (const index of [0, 1, 3, 4, 5]) expect(after.child(index)).toBe(before.child(index));
  });

  it('SYN-190 a caret stays at its words while others write before it', () => {
    const [here, there] = [text(), new Y.Doc()];
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    const editor = writer(here);
    const at = editor.state.doc.content.size - 5;
    editor.commands.setTextSelection(at);
    const after = editor.state.doc.textBetween(at, editor.state.doc.content.size);
    const body = there.getXmlFragment(BODY);
    const added = new Y.XmlElement('paragraph');
    added.insert(0, [new Y.XmlText('Somebody else wrote this.')]);
    body.insert(1, [added]);
    exchange(here, there);
    const { selection, doc } = editor.state;
    expect(doc.textBetween(selection.from, doc.content.size)).toBe(after);
    expect(selection.from).toBeGreaterThan(at);
  });

  it('SYN-190 undo takes back what was written here and nothing of the others', () => {
    const [here, there] = [text(), new Y.Doc()];
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    const editor = writer(here);
    editor.commands.setTextSelection(3);
    editor.view.dispatch(editor.state.tr.insertText('mine '));
    const theirs = (there.getXmlFragment(BODY).get(5) as Y.XmlElement).get(0) as Y.XmlText;
    theirs.insert(0, 'Theirs. ');
    exchange(here, there);
    editor.commands.undo();
    expect(editor.state.doc.child(0).textContent).toBe('Falls');
    expect(editor.state.doc.child(5).textContent).toBe('Theirs. The end.');
    expect(editor.state.doc.toJSON()).toEqual(saidBy(here));
    expect(ySyncPluginKey.getState(editor.state).binding.mapping.size).toBeGreaterThan(0);
  });
});

it('SYN-190 replacing the difference of any two documents makes the one of the other', () => {
  fc.assert(
    fc.property(anyDocument, anyDocument, fc.boolean(), (one, other, joined) => {
      const before = documentSchema.nodeFromJSON(one);
      const content = joined ? [...one.content!, ...other.content!] : other.content!;
      const after = documentSchema.nodeFromJSON({ type: 'doc', content });
      const change = difference(before, after.content);
      const made = change ? before.replace(change.from, change.to, change.slice) : before;
      expect(made.toJSON()).toEqual(after.toJSON());
    }),
    { numRuns: 300 }
  );
});
