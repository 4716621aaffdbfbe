import * as idb from 'lib0/indexeddb';
import type { Clocks } from './server-knowledge';

/**
 * The layout of a draft's database in the browser. The store "updates" is y-indexeddb's, which writes one row per
 * change and merges them now and then; in its store "custom" stands what else has to be kept with the text.
 */
export interface KeptFacts {
  /** Where the draft is read; for a list of what is kept. */
  readonly about?: { readonly title: string; readonly href: string };
  /** What of the text the server is known to have. */
  readonly serverHas?: Clocks;
  /** Text that was not taken in, until the person dismisses it. */
  readonly keptWords?: readonly KeptWords[];
  /** When the draft was last open here, in milliseconds since 1970. */
  readonly openedAt?: number;
}

export interface KeptWords {
  readonly id: string;
  /** One paragraph per line. */
  readonly text: string;
  /** Why it was not taken in, for the person. */
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const FACTS = ['about', 'serverHas', 'keptWords', 'openedAt'] as const satisfies (keyof KeptFacts)[];
/** Longest wait for the browser's store, in milliseconds: one that hangs must not keep anybody from writing. */
const PATIENCE = 3000;

/** Makes the same stores as y-indexeddb does, whichever of the two comes first. */
export function openDraftDatabase(name: string): Promise<IDBDatabase> {
  return inTime(
    idb.openDB(name, (db) => idb.createStores(db, [['updates', { autoIncrement: true }], ['custom']]))
  );
}

export async function readFacts(db: IDBDatabase): Promise<KeptFacts> {
  const [custom] = idb.transact(db, ['custom'], 'readonly');
  const facts = await Promise.all(
    FACTS.map(async (fact) => [fact, (await idb.get(custom!, fact)) as unknown] as const)
  );
  return Object.fromEntries(facts.filter(([, value]) => value !== undefined));
}

export async function writeFacts(db: IDBDatabase, facts: KeptFacts): Promise<void> {
  const [custom] = idb.transact(db, ['custom']);
  await Promise.all(Object.entries(facts).map(([fact, value]) => idb.put(custom!, value as never, fact)));
}

export async function readUpdates(db: IDBDatabase): Promise<readonly Uint8Array[]> {
  const [updates] = idb.transact(db, ['updates'], 'readonly');
  return (await idb.getAll(updates!)) as unknown as Uint8Array[];
}

/** Nothing when there is no text: deletions alone leave no words to keep. */
export function wordsToKeep(text: string, message: string): KeptWords[] {
  const at = Date.now();
  return text === '' ? [] : [{ id: `${at}-${Math.random()}`, text, message, at }];
}

/**
 * Takes the text out and adds its unsent words to those that are kept, both or neither: what was refused once is not
 * to be sent again, and nothing is to be lost.
 */
export async function replaceByWords(db: IDBDatabase, words: readonly KeptWords[]): Promise<void> {
  const [updates, custom] = idb.transact(db, ['updates', 'custom']);
  const kept = ((await idb.get(custom!, 'keptWords')) ?? []) as unknown as KeptWords[];
  await Promise.all([
    idb.rtop(updates!.clear()),
    idb.del(custom!, 'serverHas'),
    idb.put(custom!, [...kept, ...words] as never, 'keptWords')
  ]);
}

/** The person has taken these words with them, or does not want them. */
export async function dismissWords(name: string, id: string): Promise<void> {
  const db = await openDraftDatabase(name);
  const [custom] = idb.transact(db, ['custom']);
  const kept = ((await idb.get(custom!, 'keptWords')) ?? []) as unknown as KeptWords[];
  await idb.put(custom!, kept.filter((words) => words.id !== id) as never, 'keptWords');
  db.close();
}

export function removeDraftDatabase(name: string): Promise<unknown> {
  return inTime(idb.deleteDB(name));
}

export function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const overdue = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The browser’s store does not answer.')), PATIENCE);
  });
  return Promise.race([work, overdue]).finally(() => clearTimeout(timer));
}
