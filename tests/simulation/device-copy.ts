import * as Y from 'yjs';
import type { Dice } from './dice';
import type { VirtualClock } from './virtual-clock';

/** What a device keeps of a draft: one row for each change, written a little later, shared by all tabs. */
export class DeviceCopy {
  #rows: Uint8Array[] = [];
  #freeAt = 0;
  #cleared = 0;
  /** Tabs that have it open. */
  readonly tabs = new Set<{ keepWhole(): void }>();

  constructor(
    private readonly clock: VirtualClock,
    private readonly dice: Dice
  ) {}

  get empty(): boolean {
    return this.#rows.length === 0;
  }

  /** Lost when the tab is gone before it is written. */
  keep(update: Uint8Array, isAlive: () => boolean): void {
    this.#freeAt = Math.max(this.#freeAt, this.clock.now + this.dice.below(40));
    const cleared = this.#cleared;
    this.clock.after(this.#freeAt - this.clock.now, () => {
      if (isAlive() && cleared === this.#cleared) this.#rows.push(update);
    });
  }

  /** Puts what is kept into a document, as it was some rows ago on request. */
  applyTo(doc: Y.Doc, rowsAgo = 0): void {
    if (rowsAgo > 0) this.#rows = this.#rows.slice(0, Math.max(0, this.#rows.length - rowsAgo));
    // Not "local", as y-indexeddb does it.
    Y.transact(doc, () => this.#rows.forEach((row) => Y.applyUpdate(doc, row)), this, false);
  }

  /** By a tab whose words were refused. What the others have must then stand in it whole. */
  clear(by: { keepWhole(): void }): void {
    this.#rows = [];
    // What is on its way was written before.
    this.#cleared += 1;
    this.tabs.delete(by);
    for (const tab of this.tabs) tab.keepWhole();
  }
}
