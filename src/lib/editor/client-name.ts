import { uint32 } from 'lib0/random';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';

interface Changes {
  readonly added: readonly number[];
  readonly updated: readonly number[];
}

/**
 * Under which client id a document is written here. The server hands ids out so that nobody can write, or be shown,
 * under somebody else's; until it has, and for a page that began offline, there is one drawn by lot.
 */
export class ClientName {
  /** Given by the server, or taken by writing under it: ours until it is given back. */
  #own: number | undefined;

  /** How this person is shown to the others, as it was set here. */
  #state: Record<string, unknown> | null = null;

  constructor(
    private readonly ydoc: Y.Doc,
    private readonly awareness: Awareness,
    /** Gives an id back to the server: nothing more will be written under it. */
    private readonly release: (id: number) => void
  ) {
    // Nobody is to be shown under an id that is not certain yet.
    awareness.setLocalState(null);
    awareness.on('update', this.#keepOwnState);
    ydoc.on('afterTransactionCleanup', this.#follow);
  }

  /**
   * The server has given an id. It must come after the text: Yjs takes another id by itself when it is sent pieces
   * under its own. Where words stand under another id already, that one is kept and the new one given back.
   */
  given(id: number): void {
    if (this.#own === undefined && !this.#written) this.#take(id);
    else this.release(id);
  }

  /** Everything is acknowledged and this page is left. Should it come back, it writes under an id of its own. */
  giveBack(): void {
    const own = this.#own ?? (this.#written ? this.ydoc.clientID : undefined);
    if (own === undefined) return;
    this.forget();
    this.release(own);
  }

  /** Whether the id is in use elsewhere cannot be known: it is used no more. */
  forget(): void {
    this.#own = undefined;
    this.#speakAs(uint32());
  }

  /** Shows this person to the others. */
  appear(state: Record<string, unknown>): void {
    if (!this.awareness.getLocalState()) this.awareness.setLocalState(state);
  }

  destroy(): void {
    this.awareness.off('update', this.#keepOwnState);
    this.ydoc.off('afterTransactionCleanup', this.#follow);
  }

  get #written(): boolean {
    return Y.getState(this.ydoc.store, this.ydoc.clientID) > 0;
  }

  #take(id: number): void {
    this.#own = id;
    this.#speakAs(id);
  }

  /**
   * Who comes back after a cut line is told of themselves, while the server still holds the old line for alive: where
   * they are is known better here.
   */
  readonly #keepOwnState = ({ added, updated }: Changes, origin: unknown): void => {
    const { awareness } = this;
    if (origin === 'local') this.#state = awareness.getLocalState();
    else if ([...added, ...updated].includes(awareness.clientID)) awareness.setLocalState(this.#state);
  };

  /** Yjs has changed the id by itself: presence must not go on under the one that somebody else uses. */
  readonly #follow = (): void => {
    if (this.ydoc.clientID === this.awareness.clientID) return;
    this.#own = undefined;
    this.#speakAs(this.ydoc.clientID);
    this.onChanged();
  };

  /** Called when Yjs has changed the id. */
  onChanged: () => void = () => {};

  #speakAs(id: number): void {
    const { ydoc, awareness } = this;
    const state = awareness.getLocalState();
    if (state) awareness.setLocalState(null);
    ydoc.clientID = id;
    awareness.clientID = id;
    // Also when nobody is shown: the provider looks for the clock of this id when it says goodbye.
    awareness.setLocalState(state);
  }
}
