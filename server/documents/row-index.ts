import { decodeStateVector, encodeStateVector, parseUpdateMeta, type Doc } from 'yjs';

/** With which row of the log each piece of a text came in. Rows are added in their order. */
export class RowIndex {
  /** Per client: up to which clock its text had come, and with which row. */
  readonly #ends = new Map<number, { readonly clock: number; readonly sequence: number }[]>();

  add(sequence: number, bytes: Uint8Array): void {
    for (const [client, clock] of parseUpdateMeta(bytes).to) {
      const ends = this.#ends.get(client);
      if (!ends) this.#ends.set(client, [{ clock, sequence }]);
      // A row that holds nothing new of a client adds nothing.
      else if (clock > ends.at(-1)!.clock) ends.push({ clock, sequence });
    }
  }

  /** Whether every piece of this text came in with one of these rows. */
  reaches(ydoc: Doc): boolean {
    const state = decodeStateVector(encodeStateVector(ydoc));
    return [...state].every(([client, clock]) => (this.#ends.get(client)?.at(-1)?.clock ?? 0) >= clock);
  }

  /** The row, and the clock at which the next row's text begins; undefined when no row has it. */
  rowOf(client: number, clock: number): { readonly sequence: number; readonly until: number } | undefined {
    const ends = this.#ends.get(client) ?? [];
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]!.clock > clock) high = middle;
      else low = middle + 1;
    }
    const found = ends[low];
    return found && { sequence: found.sequence, until: found.clock };
  }
}
