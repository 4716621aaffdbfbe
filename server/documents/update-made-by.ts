import * as Y from 'yjs';

/** Makes a change in one transaction and answers the one update that it made (version 1 encoding); null when nothing changed. */
export function updateMadeBy(ydoc: Y.Doc, change: () => void): Uint8Array | null {
  const updates: Uint8Array[] = [];
  const note = (update: Uint8Array) => updates.push(update);
  ydoc.on('update', note);
  ydoc.transact(change);
  ydoc.off('update', note);
  return updates.length === 0 ? null : Y.mergeUpdates(updates);
}
