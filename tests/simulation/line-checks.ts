import * as decoding from 'lib0/decoding';
import { MESSAGE, readRefused, readSavedUpTo } from '#protocol/messages';
import type { LineWatch, Line } from './line';
import type { Report } from './report';
import type { Truth } from './truth';
import { updateIn } from './wire-frames';

/** Stands between a person and a node, and compares what goes by with the log. */
export class LineChecks implements LineWatch {
  /** Updates that have arrived and are not acknowledged, in order. */
  readonly #unsaved: Uint8Array[] = [];
  #saved = 0;
  #refused = 0;

  constructor(
    private readonly whose: string,
    private readonly truth: Truth,
    private readonly report: Report
  ) {}

  arrived(_line: Line, message: Uint8Array): void {
    const update = updateIn(message);
    if (update) this.#unsaved.push(update);
  }

  sent(_line: Line, message: Uint8Array): void {
    const update = updateIn(message);
    if (update) {
      this.report.count('updates sent');
      if (!containsSafely(this.truth, update))
        this.report.violation('SYN-141', `${this.whose} is sent what is not in the log`);
    } else this.#look(decoding.createDecoder(message));
  }

  #look(decoder: decoding.Decoder): void {
    const kind = decoding.readVarUint(decoder);
    if (kind === MESSAGE.refused) {
      this.#refused += 1;
      const { code } = readRefused(decoder);
      this.report.count(`refused: ${code}`);
      this.report.trace(
        () =>
          `server to ${this.whose}: ${code}; ${this.#unsaved.map((each) => this.truth.missing(each)).join(' ')}`
      );
    }
    if (kind === MESSAGE.savedUpTo) this.#acknowledged(readSavedUpTo(decoder).received);
  }

  /** Of what is acknowledged, no more may be missing from the log than was refused. */
  #acknowledged(received: number): void {
    const updates = this.#unsaved.splice(0, received - this.#saved);
    const missing = updates.filter((update) => !containsSafely(this.truth, update)).length;
    this.report.count('edits acknowledged', updates.length);
    this.#saved = received;
    if (missing > this.#refused)
      this.report.violation(
        'SYN-142',
        `${this.whose}: ${missing} acknowledged and not in the log, ${this.#refused} refused`
      );
    this.#refused = 0;
  }
}

/** What a forger sends need not be an update. */
function containsSafely(truth: Truth, update: Uint8Array): boolean {
  try {
    return truth.contains(update);
  } catch {
    return false;
  }
}
