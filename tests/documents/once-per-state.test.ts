import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { oncePerState } from '#server/documents/once-per-state';

function counted() {
  const worked: Y.Doc[] = [];
  const lengthOf = oncePerState((ydoc) => {
    worked.push(ydoc);
    return ydoc.getText('t').length;
  });
  return { lengthOf, worked };
}

test('SCH-24 what is worked out of a text is worked out again when the text has changed, and not before', () => {
  const { lengthOf, worked } = counted();
  const ydoc = new Y.Doc();
  expect([lengthOf(ydoc), lengthOf(ydoc)]).toEqual([0, 0]);
  expect(worked).toHaveLength(1);
  for (const length of [1, 2, 3]) {
    ydoc.getText('t').insert(0, 'a');
    expect([lengthOf(ydoc), lengthOf(ydoc)]).toEqual([length, length]);
  }
  expect(worked).toHaveLength(4);
});

test('SCH-24 only a few texts are kept, and each has its own answer', () => {
  const { lengthOf, worked } = counted();
  const docs = Array.from({ length: 20 }, (_, index) => {
    const ydoc = new Y.Doc();
    ydoc.getText('t').insert(0, 'a'.repeat(index));
    return ydoc;
  });
  for (let round = 0; round < 2; round += 1) expect(docs.map(lengthOf)).toEqual([...docs.keys()]);
  expect(worked).toHaveLength(40);
  docs[19]!.getText('t').insert(0, 'a');
  expect(lengthOf(docs[19]!)).toBe(20);
});
