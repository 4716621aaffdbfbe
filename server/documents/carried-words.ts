import type { ID } from 'yjs';

/** Letters that were written elsewhere. */
interface CarriedPiece {
  readonly clock: number;
  readonly length: number;
  /** Where they were written: never a piece that was itself carried. */
  readonly from: ID;
}

/** Where a letter was first written, and how many of those after it go on in the same way. */
export interface Root {
  readonly id: ID;
  /** False: it stands where it was written. */
  readonly carried: boolean;
  readonly length: number;
}

/** Of the letters of a text that somebody moved, copied or brought back: where each was first written. */
export class CarriedWords {
  /** Per client, in the order of their clocks. */
  readonly #pieces = new Map<number, CarriedPiece[]>();

  /** Said once of a letter, before anything is said of those that came in after it. */
  add(to: ID, from: ID, length: number): void {
    for (let done = 0; done < length;) {
      const root = this.rootOf(from.client, from.clock + done);
      const some = Math.min(root.length, length - done);
      this.#insert(to.client, { clock: to.clock + done, length: some, from: root.id });
      done += some;
    }
  }

  rootOf(client: number, clock: number): Root {
    const pieces = this.#pieces.get(client);
    const at = pieces ? lastUpTo(pieces, clock) : -1;
    const piece = pieces?.[at];
    const skip = piece ? clock - piece.clock : 0;
    if (piece && skip < piece.length) {
      const { from, length } = piece;
      const id = { client: from.client, clock: from.clock + skip };
      return { id, carried: true, length: length - skip };
    }
    const next = pieces?.[at + 1];
    return { id: { client, clock }, carried: false, length: next ? next.clock - clock : Infinity };
  }

  #insert(client: number, piece: CarriedPiece): void {
    const pieces = this.#pieces.get(client);
    if (!pieces) this.#pieces.set(client, [piece]);
    else pieces.splice(lastUpTo(pieces, piece.clock) + 1, 0, piece);
  }
}

/** The place of the last one that begins here or before; -1: none does. */
function lastUpTo(pieces: readonly CarriedPiece[], clock: number): number {
  let [low, high] = [-1, pieces.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle]!.clock <= clock) low = middle;
    else high = middle - 1;
  }
  return low;
}
