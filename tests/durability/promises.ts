import type * as Y from 'yjs';
import { wordsInDocument } from './numbered-words';
import type { PlainClient } from './plain-client';
import { hasPending } from './stored-log';

/** Words that must never be missing: somebody else has seen them, or their author was told that they are stored. */
export class Promises {
  readonly #byRoom = new Map<string, Set<string>>();
  readonly #broken = new Set<string>();

  get count(): number {
    return [...this.#byRoom.values()].reduce((sum, { size }) => sum + size, 0);
  }

  get rooms(): readonly string[] {
    return [...this.#byRoom.keys()];
  }

  /** Words that were missing at any time. */
  get broken(): readonly string[] {
    return [...this.#broken];
  }

  add(room: string, words: Iterable<string>): void {
    const promised = this.#byRoom.get(room) ?? new Set();
    for (const word of words) promised.add(word);
    this.#byRoom.set(room, promised);
  }

  /** Waits until the sockets are seen to have ended, so that whatever had arrived here is counted. */
  async addOf(room: string, clients: readonly PlainClient[]): Promise<void> {
    await Promise.all(clients.map(({ closed }) => closed));
    for (const { seen, acknowledged } of clients) {
      this.add(room, seen);
      this.add(room, acknowledged);
    }
  }

  check(room: string, doc: Y.Doc): void {
    if (hasPending(doc)) throw new Error('The document waits for text that is not there.');
    const there = wordsInDocument(doc);
    for (const word of this.#byRoom.get(room) ?? []) if (!there.has(word)) this.#broken.add(word);
  }
}
