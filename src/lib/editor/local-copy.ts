import { IndexeddbPersistence, storeState } from 'y-indexeddb';
import type * as Y from 'yjs';
import {
  inTime,
  openDraftDatabase,
  readFacts,
  replaceByWords,
  writeFacts,
  type KeptFacts,
  type KeptWords
} from './draft-database';
import { canListDatabases } from './local-draft-names';
import type { Clocks } from './server-knowledge';

/** How often what the server has is written down at most, in milliseconds. */
const NOTE_EVERY = 250;

/**
 * What this device keeps of a draft, so that unsent words outlive a reload, a closed window and a flat battery.
 * Several windows of one person share it.
 */
export class LocalCopy {
  /** The store is gone or full: from now on nothing is kept. */
  onLost: () => void = () => {};
  readonly #windows: BroadcastChannel;
  #open = true;
  #tidied = false;
  #known: Clocks | undefined;
  #noting: ReturnType<typeof setTimeout> | undefined;

  private constructor(
    private readonly persistence: IndexeddbPersistence,
    private readonly db: IDBDatabase,
    /** As it was when the page was opened. */
    readonly facts: KeptFacts
  ) {
    // Deleted, as on signing out, or emptied by the browser: y-indexeddb would go on and fail at every key.
    for (const event of ['versionchange', 'close', 'abort'] as const) {
      db.addEventListener(event, () => this.#lose());
    }
    this.#windows = new BroadcastChannel(persistence.name);
    // Another window has emptied the store: what this one has must stand in it whole, not only what is new.
    this.#windows.onmessage = () => void (this.#open && storeState(persistence, true));
  }

  /**
   * Puts what is kept into `ydoc` and keeps what it becomes. Undefined, with the document as it was, when this
   * browser keeps nothing: private windows, no space, switched off.
   */
  static async open(name: string, ydoc: Y.Doc, about: KeptFacts['about']): Promise<LocalCopy | undefined> {
    if (!canListDatabases()) return undefined;
    try {
      const facts = await takeFacts(name, about);
      const persistence = await loaded(new IndexeddbPersistence(name, ydoc));
      return new LocalCopy(persistence, persistence.db!, facts);
    } catch {
      return undefined;
    }
  }

  get open(): boolean {
    return this.#open;
  }

  /** Everything is saved: what the server has is written down soon, and once the rows are merged into one. */
  noteSaved(known: Clocks): void {
    if (!this.#open) return;
    if (!this.#tidied) void storeState(this.persistence, true);
    this.#tidied = true;
    this.#known = known;
    this.#noting ??= setTimeout(() => this.noteNow(), NOTE_EVERY);
  }

  /** Writes down at once what is still to be written down. */
  noteNow(): void {
    clearTimeout(this.#noting);
    this.#noting = undefined;
    if (!this.#open || !this.#known) return;
    void writeFacts(this.db, { serverHas: new Map(this.#known) }).catch(() => this.#lose());
  }

  /** What waits will never be taken in: its words are kept, and the text goes. Nothing more is kept after this. */
  async setAside(words: readonly KeptWords[]): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    this.persistence.doc.off('update', this.persistence._storeUpdate);
    await replaceByWords(this.db, words);
    this.#windows.postMessage('emptied');
    this.#end();
  }

  close(): void {
    if (!this.#open) return;
    this.noteNow();
    this.#open = false;
    this.#end();
  }

  #lose(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#end();
    this.onLost();
  }

  #end(): void {
    clearTimeout(this.#noting);
    this.#windows.close();
    void this.persistence.destroy();
  }
}

async function loaded(persistence: IndexeddbPersistence): Promise<IndexeddbPersistence> {
  try {
    return await inTime(persistence.whenSynced);
  } catch (fault) {
    // Nothing may come into the document later, when the editor is already open over it.
    void persistence.destroy();
    throw fault;
  }
}

/** Also finds out whether the store can be written at all, which y-indexeddb does not say. */
async function takeFacts(name: string, about: KeptFacts['about']): Promise<KeptFacts> {
  const db = await openDraftDatabase(name);
  try {
    const facts = await inTime(readFacts(db));
    await inTime(writeFacts(db, { ...(about && { about }), openedAt: Date.now() }));
    return facts;
  } finally {
    db.close();
  }
}
