import * as Y from 'yjs';
import type { Decoded, Deletions, Struct } from './decoded-update';

interface Range {
  readonly clock: number;
  readonly len: number;
}

/** Whether an update would change this document. */
export function hasNews(doc: Y.Doc, { structs, ds }: Decoded): boolean {
  for (const struct of structs) if (isNew(doc, struct)) return true;
  return deletesSomething(doc, ds);
}

/** A `Skip` stands for what the sender does not have: it is never news itself. */
export function isNew(doc: Y.Doc, struct: Struct): boolean {
  return (
    !(struct instanceof Y.Skip) && struct.id.clock + struct.length > Y.getState(doc.store, struct.id.client)
  );
}

function deletesSomething(doc: Y.Doc, deletions: Deletions): boolean {
  for (const [client, ranges] of deletions.clients) {
    for (const range of ranges) if (!isDeleted(doc, client, range)) return true;
  }
  return false;
}

/** Ranges are disjoint: all of them together cost no more than one walk over the document's pieces and the ranges. */
function isDeleted(doc: Y.Doc, client: number, { clock, len }: Range): boolean {
  const structs = doc.store.clients.get(client);
  if (!structs || clock + len > Y.getState(doc.store, client)) return false;
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index += 1) {
    const struct = structs[index]!;
    if (struct.id.clock >= clock + len) break;
    if (!struct.deleted) return false;
  }
  return true;
}
