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

test('SCH-24 what is asked for again and again stays, however many others are asked for once', () => {
  const { lengthOf, worked } = counted();
  const often = new Y.Doc();
  for (let index = 0; index < 20; index += 1) {
    lengthOf(often);
    lengthOf(new Y.Doc());
  }
  expect(worked.filter((ydoc) => ydoc === often)).toHaveLength(1);
  expect(worked).toHaveLength(21);
});

test('SCH-24 a text is listened to once while its answer is kept, and not at all afterwards', () => {
  const { lengthOf } = counted();
  const listeners = (ydoc: Y.Doc) => ydoc._observers.get('update')?.size ?? 0;
  const docs = Array.from({ length: 20 }, () => new Y.Doc());
  for (let round = 0; round < 3; round += 1) docs.forEach(lengthOf);
  expect(docs.map(listeners)).toEqual([...Array<number>(12).fill(0), ...Array<number>(8).fill(1)]);
  docs[19]!.getText('t').insert(0, 'a');
  expect(listeners(docs[19]!)).toBe(0);
});
