import * as Y from 'yjs';

/** Client id → how many of its pieces; what Yjs calls a state vector. */
export type Clocks = ReadonlyMap<number, number>;

/**
 * What of a document is known to stand in the server's log. It only grows: the log forgets nothing.
 */
export class ServerKnowledge {
  readonly #clocks: Map<number, number>;

  constructor(known: Clocks = new Map()) {
    this.#clocks = new Map(known);
  }

  get clocks(): Clocks {
    return this.#clocks;
  }

  /** An encoded state vector: of the server's question, or of the document once all of it was acknowledged. */
  addVector(stateVector: Uint8Array): void {
    this.#add(Y.decodeStateVector(stateVector));
  }

  /** An update that came from the server. */
  addUpdate(update: Uint8Array): void {
    this.#add(Y.parseUpdateMeta(update).to);
  }

  #add(clocks: Clocks): void {
    for (const [client, clock] of clocks) {
      if (clock > (this.#clocks.get(client) ?? 0)) this.#clocks.set(client, clock);
    }
  }
}

/** Whether anything was written into the document that is not among `known`. Deletions leave no trace here. */
export function holdsMore(ydoc: Y.Doc, known: Clocks): boolean {
  const here = Y.decodeStateVector(Y.encodeStateVector(ydoc));
  return [...here].some(([client, clock]) => clock > (known.get(client) ?? 0)) || hasLoosePieces(ydoc);
}

/** Pieces that wait for others they build on, which nobody has. */
export function hasLoosePieces({ store }: Y.Doc): boolean {
  return store.pendingStructs !== null || store.pendingDs !== null;
}
