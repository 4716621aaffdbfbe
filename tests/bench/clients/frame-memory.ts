import * as Y from 'yjs';
import { syncContent } from './room-messages';

/** One writer's edits that an update carries: numbers `from` to `to`, without `to`. */
export interface Span {
  readonly writer: number;
  readonly from: number;
  readonly to: number;
}

interface Remembered {
  readonly bytes: Buffer;
  readonly spans: readonly Span[];
}

/** How far ahead a listener looks for the frame it has just got before it is decoded anew. */
const LOOK_AHEAD = 64;

/**
 * What the frames of one room carry. Everybody in a room gets the same frames in nearly the same order, so each is
 * decoded once and afterwards only compared: decoding it for each of a hundred clients would cost more than the
 * server's work.
 */
export class FrameMemory {
  readonly #recent: Remembered[] = [];

  /** `writers`: client id → number of the writer. Each writer's edits have clocks counted from 0. */
  constructor(private readonly writers: ReadonlyMap<number, number>) {}

  /** `cursor.at` is where in the memory this listener stands; it is moved on. */
  spans(frame: Buffer, start: number, cursor: { at: number }): readonly Span[] {
    const known = this.#find(frame, cursor.at) ?? this.#find(frame, this.#recent.length - LOOK_AHEAD);
    if (known !== undefined) {
      cursor.at = known + 1;
      return this.#recent[known]!.spans;
    }
    const spans = this.decode(syncContent(frame, start));
    this.#recent.push({ bytes: Buffer.from(frame), spans });
    // Standing at the end already: it has seen everything that anybody has.
    if (cursor.at === this.#recent.length - 1) cursor.at = this.#recent.length;
    return spans;
  }

  #find(frame: Buffer, from: number): number | undefined {
    const end = Math.min(this.#recent.length, from + LOOK_AHEAD);
    for (let at = Math.max(0, from); at < end; at += 1) {
      const { bytes } = this.#recent[at]!;
      if (bytes.length === frame.length && bytes.equals(frame)) return at;
    }
    return undefined;
  }

  decode(update: Uint8Array): Span[] {
    const { from, to } = Y.parseUpdateMeta(update);
    const spans: Span[] = [];
    for (const [client, end] of to) {
      const writer = this.writers.get(client);
      if (writer !== undefined) spans.push({ writer, from: from.get(client) ?? 0, to: end });
    }
    return spans;
  }
}
