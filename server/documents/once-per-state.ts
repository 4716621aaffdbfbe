import type * as Y from 'yjs';

/** Documents whose answer is kept. */
const MOST_KEPT = 8;

/**
 * Works something out of a document once until the document changes: everybody who has a text open asks for the same at
 * every change of it. What it answers is shared, so nobody may change it. The documents asked about longest ago go first, and
 * one whose answer is gone is not listened to any more. `lasting` is what belongs to the document and never changes.
 */
export function oncePerState<T, With extends unknown[] = []>(
  work: (ydoc: Y.Doc, ...lasting: With) => T
): (ydoc: Y.Doc, ...lasting: With) => T {
  const kept = new Map<Y.Doc, { readonly answer: T }>();
  const changed = (_update: Uint8Array, _origin: unknown, ydoc: Y.Doc) => forget(ydoc);
  const forget = (ydoc: Y.Doc) => {
    kept.delete(ydoc);
    ydoc.off('update', changed);
  };
  return (ydoc, ...lasting) => {
    const known = kept.get(ydoc) ?? { answer: work(ydoc, ...lasting) };
    if (!kept.delete(ydoc)) ydoc.on('update', changed);
    kept.set(ydoc, known);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest) forget(oldest);
    return known.answer;
  };
}
