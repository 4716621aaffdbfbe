import * as Y from 'yjs';

export interface IdRange {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

/** The new pieces in an update, and what it deletes. */
export function rangesIn(update: Uint8Array): { written: IdRange[]; deleted: IdRange[] } {
  const { structs, ds } = Y.decodeUpdate(update);
  const written = structs
    .filter((struct) => !(struct instanceof Y.Skip))
    .map(({ id, length }) => ({ client: id.client, clock: id.clock, length }));
  return { written, deleted: deletedIn(ds) };
}

export function deletedIn({
  clients
}: {
  readonly clients: ReadonlyMap<number, readonly { clock: number; len: number }[]>;
}): IdRange[] {
  return [...clients].flatMap(([client, ranges]) =>
    ranges.map(({ clock, len }) => ({ client, clock, length: len }))
  );
}

/** Whether a document knows all of these pieces. */
export function knows(doc: Y.Doc, { client, clock, length }: IdRange): boolean {
  return clock + length <= Y.getState(doc.store, client);
}

/** Whether all of it stands in the document, and is deleted there. */
export function hasDeleted(doc: Y.Doc, range: IdRange): boolean {
  if (!knows(doc, range)) return false;
  const structs = doc.store.clients.get(range.client)!;
  for (let index = Y.findIndexSS(structs, range.clock); index < structs.length; index += 1) {
    const struct = structs[index]!;
    if (struct.id.clock >= range.clock + range.length) return true;
    if (!struct.deleted) return false;
  }
  return true;
}

/** Pieces of text by their ids. */
export class IdSet {
  readonly #clocks = new Map<number, Set<number>>();

  add({ client, clock, length }: IdRange): void {
    let clocks = this.#clocks.get(client);
    if (!clocks) this.#clocks.set(client, (clocks = new Set()));
    for (let each = clock; each < clock + length; each += 1) clocks.add(each);
  }

  has(client: number, clock: number): boolean {
    return this.#clocks.get(client)?.has(clock) ?? false;
  }
}
