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
  /** How far the text of each client goes in the first `#counted` pieces. */
  readonly #clocks = new Map<number, number>();
  #counted = 0;

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
    this.#counted = 0;
  }

  /** Updates that make it, in this order. */
  pieces(): readonly Uint8Array[] {
    const stored = this.#stored();
    return stored.length > 0 ? stored : [Y.encodeStateAsUpdate(new Y.Doc())];
  }

  /** The same text, when it lies in one piece; rows that follow may still hold what was deleted since. */
  inOnePiece(): Uint8Array | undefined {
    const pieces = this.pieces();
    return pieces.length === 1 ? pieces[0] : undefined;
  }

  /** Each piece is read once. No row of the log lacks anything before it, so the ends say it all. */
  stateVector(): Uint8Array {
    const stored = this.#stored();
    for (const piece of stored.slice(this.#counted)) {
      for (const [client, end] of Y.parseUpdateMeta(piece).to)
        this.#clocks.set(client, Math.max(end, this.#clocks.get(client) ?? 0));
    }
    this.#counted = stored.length;
    return Y.encodeStateVector(this.#clocks);
  }

  applyTo(doc: Y.Doc): void {
    doc.transact(() => {
      for (const piece of this.pieces()) Y.applyUpdate(doc, piece);
    });
  }

  #stored(): readonly Uint8Array[] {
    return this.#whole ? [this.#whole, ...this.#rows] : this.#rows;
  }

  get #wholeSize(): number {
    return this.#whole?.length ?? 0;
  }
}

export function hasNothing(stateVector: Uint8Array): boolean {
  return stateVector.length === NOTHING.length && stateVector[0] === NOTHING[0];
}
