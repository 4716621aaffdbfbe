import * as encoding from 'lib0/encoding';

/** A place in an update: client and clock. */
export type At = readonly [client: number, clock: number];

/** One piece as it stands on the wire; `words` when nothing else is said. */
export interface RawPiece {
  readonly left?: At;
  readonly right?: At;
  /** A root's name or an element's place. */
  readonly parent?: string | At;
  readonly name?: string;
  readonly words?: string;
  /** An element of this name. */
  readonly element?: string;
  /** A text. */
  readonly text?: true;
  /** So many clocks that are left out. */
  readonly skip?: number;
}

export interface RawRun {
  readonly client: number;
  readonly clock?: number;
  readonly pieces: readonly RawPiece[];
}

/** An update that no editor writes (version 1 encoding). */
export function rawUpdate(
  runs: readonly RawRun[],
  deletions: readonly (readonly [number, number, number])[] = []
) {
  return encoding.encode((encoder) => {
    const write = (...numbers: number[]) => numbers.forEach((each) => encoding.writeVarUint(encoder, each));
    write(runs.length);
    for (const { client, clock = 0, pieces } of runs) {
      write(pieces.length, client, clock);
      for (const piece of pieces) writePiece(encoder, piece);
    }
    write(deletions.length);
    for (const [client, clock, length] of deletions) write(client, 1, clock, length);
  });
}

function writePiece(encoder: encoding.Encoder, piece: RawPiece): void {
  const { left, right, parent, name, element, text, skip, words = 'x' } = piece;
  if (skip !== undefined) {
    encoding.writeUint8(encoder, 10);
    return encoding.writeVarUint(encoder, skip);
  }
  const kind = element === undefined && !text ? 4 : 7;
  encoding.writeUint8(encoder, kind | (left ? 128 : 0) | (right ? 64 : 0) | (name === undefined ? 0 : 32));
  for (const at of [left, right]) at?.forEach((each) => encoding.writeVarUint(encoder, each));
  if (!left && !right) writeParent(encoder, parent ?? 'body', name);
  if (element !== undefined) {
    encoding.writeVarUint(encoder, 3);
    encoding.writeVarString(encoder, element);
  } else if (text) encoding.writeVarUint(encoder, 6);
  else encoding.writeVarString(encoder, words);
}

function writeParent(encoder: encoding.Encoder, parent: string | At, name: string | undefined): void {
  encoding.writeVarUint(encoder, typeof parent === 'string' ? 1 : 0);
  if (typeof parent === 'string') encoding.writeVarString(encoder, parent);
  else parent.forEach((each) => encoding.writeVarUint(encoder, each));
  if (name !== undefined) encoding.writeVarString(encoder, name);
}
