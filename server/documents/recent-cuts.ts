import type { PersonId } from '#domain/ids';
import type { Line } from './text-lines';

/** Words that somebody took out of a text in one edit. */
export interface Cut {
  readonly personId: PersonId;
  readonly at: Date;
  readonly lines: readonly Line[];
}

/** How long words that were taken out can be put elsewhere and count as moved. Milliseconds. */
const HOLDS = 30 * 60_000;
const MOST = 100;

/** What people took out of a text a short while ago. */
export class RecentCuts {
  #cuts: Cut[] = [];

  add(cut: Cut): void {
    this.#forgetBefore(cut.at);
    this.#cuts = [...this.#cuts, cut].slice(-MOST);
  }

  /** The newest first. */
  of(personId: PersonId, now: Date): readonly Cut[] {
    this.#forgetBefore(now);
    return this.#cuts.filter((cut) => cut.personId === personId).reverse();
  }

  #forgetBefore(now: Date): void {
    this.#cuts = this.#cuts.filter(({ at }) => now.getTime() - at.getTime() <= HOLDS);
  }
}
