import * as Y from 'yjs';
import type { StoredLog, StoredUpdate } from '../db/document-log/document-log';

/** The state vector of somebody who has nothing. */
const NOTHING = Uint8Array.of(0);
/** How much may follow the whole before it is encoded afresh: rows, and bytes at least. */
const MOST_ROWS = 1000;
const MOST_BYTES = 64 * 1024;

/**
 * A document as the log has it, as bytes: the whole at some row, and the rows since. While nobody writes, joiners are served from
 * it without a Y.Doc; and a Y.Doc that went wrong is made anew from it.
 */
export class CommittedText {
  #whole: Uint8Array | undefined;
  #rows: Uint8Array[] = [];
  #rowBytes = 0;
  #sequence: number;

  constructor({ snapshot, updates }: StoredLog) {
    this.#whole = snapshot?.bytes;
    this.#sequence = snapshot?.sequence ?? 0;
    this.add(updates);
  }

  get sequence(): number {
    return this.#sequence;
  }

  /** Bytes that would be sent to somebody who has nothing. */
  get size(): number {
    return (this.#whole?.length ?? 0) + this.#rowBytes;
  }

  /** True when it is worth being encoded afresh from a Y.Doc that stands exactly here. */
  get untidy(): boolean {
    return this.#rows.length > MOST_ROWS || this.#rowBytes > Math.max(MOST_BYTES, this.#wholeSize / 4);
  }

  add(updates: readonly StoredUpdate[]): void {
    for (const { bytes, sequence } of updates) {
      this.#rows.push(bytes);
      this.#rowBytes += bytes.length;
      this.#sequence = sequence;
    }
  }

  /** `whole` is the same text in one piece. */
  tidy(whole: Uint8Array): void {
    this.#whole = whole;
    this.#rows = [];
    this.#rowBytes = 0;
  }

  /** Updates that make it, in this order. */
  pieces(): readonly Uint8Array[] {
    const all = this.#whole ? [this.#whole, ...this.#rows] : this.#rows;
    return all.length > 0 ? all : [Y.encodeStateAsUpdate(new Y.Doc())];
  }

  /** Cheap only when it is in one piece. */
  stateVector(): Uint8Array | undefined {
    const pieces = this.pieces();
    return pieces.length === 1 ? Y.encodeStateVectorFromUpdate(pieces[0]!) : undefined;
  }

  applyTo(doc: Y.Doc): void {
    doc.transact(() => {
      for (const piece of this.pieces()) Y.applyUpdate(doc, piece);
    });
  }

  get #wholeSize(): number {
    return this.#whole?.length ?? 0;
  }
}

export function hasNothing(stateVector: Uint8Array): boolean {
  return stateVector.length === NOTHING.length && stateVector[0] === NOTHING[0];
}
