import { describe, expect, test } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { ClientName } from '#editor/client-name';

/** A document, who is shown, and what was given back to the server. */
function page() {
  const ydoc = new Y.Doc();
  const awareness = new Awareness(ydoc);
  const released: number[] = [];
  const name = new ClientName(ydoc, awareness, (id) => released.push(id));
  const text = ydoc.getText('body');
  const type = (words: string) => ydoc.transact(() => text.insert(text.length, words), 'editor');
  const end = () => {
    name.destroy();
    ydoc.destroy();
  };
  return { ydoc, awareness, released, name, text, type, end };
}

describe('the id that a page writes under', () => {
  test('SYN-72 nobody is shown before it is certain', () => {
    const { awareness, name, ydoc, end } = page();
    expect(awareness.getLocalState()).toBeNull();
    name.given(7);
    name.appear({ user: { name: 'Helen' } });
    expect([...awareness.getStates()]).toEqual([[7, { user: { name: 'Helen' } }]]);
    expect(ydoc.clientID).toBe(7);
    end();
  });

  test('SYN-73 of two ids the page keeps the one it has, and gives the other back', () => {
    const { name, ydoc, released, end } = page();
    name.given(7);
    name.given(8);
    expect(ydoc.clientID).toBe(7);
    expect(released).toEqual([8]);
    end();
  });

  test('SYN-74 what is given back is not written under any more', () => {
    const { name, ydoc, released, type, end } = page();
    name.given(7);
    type('Saved.');
    name.giveBack();
    expect(released).toEqual([7]);
    type('Later.');
    expect(Y.getState(ydoc.store, 7)).toBe('Saved.'.length);
    name.giveBack();
    expect(released).toHaveLength(2);
    expect(released[1]).not.toBe(7);
    end();
  });

  test('SYN-76 undo and redo take back what was typed under an earlier id too', () => {
    const { name, text, type, awareness, end } = page();
    const undo = new Y.UndoManager(text, { trackedOrigins: new Set(['editor']), captureTimeout: 0 });
    name.given(7);
    name.appear({ user: {} });
    type('One.');
    name.forget();
    type('Two.');
    name.given(9);
    type('Three.');
    for (const left of ['One.Two.', 'One.', '']) {
      undo.undo();
      expect(text.toString()).toBe(left);
    }
    for (let redone = 0; redone < 3; redone += 1) undo.redo();
    expect(text.toString()).toBe('One.Two.Three.');
    expect([...awareness.getStates().keys()]).toEqual([awareness.clientID]);
    end();
  });
});
