import type * as Y from 'yjs';

/** Documents whose answer is kept. */
const MOST_KEPT = 8;

/**
 * Works something out of a document once until the document changes: everybody who has a text open asks for the same at
 * every change of it. What it answers is shared, so nobody may change it.
 */
export function oncePerState<T>(work: (ydoc: Y.Doc) => T): (ydoc: Y.Doc) => T {
  const kept = new Map<Y.Doc, T>();
  return (ydoc) => {
    const known = kept.get(ydoc);
    if (known !== undefined) return known;
    const answer = work(ydoc);
    ydoc.once('update', () => kept.delete(ydoc));
    kept.set(ydoc, answer);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest) kept.delete(oldest);
    return answer;
  };
}
