import type { createClient } from '@redis/client';
import type { DocumentId } from '#domain/ids';

interface Options {
  readonly client: Pick<ReturnType<typeof createClient>, 'subscribe' | 'unsubscribe'>;
  channelOf(documentId: DocumentId): string;
  hear(bytes: Buffer): void;
  /** What is said on the document's channel is heard from now on. */
  attending(documentId: DocumentId): void;
}

/**
 * One channel of Redis for each document that is open here, so that a node hears nothing about the others. One request at a time: a
 * document that is left and opened again at once is never left for good.
 */
export class RoomChannels {
  readonly #wanted = new Set<DocumentId>();
  /** The client comes back to these by itself when the connection was lost. */
  readonly #heard = new Set<DocumentId>();
  #turn: Promise<void> = Promise.resolve();

  constructor(private readonly options: Options) {}

  attend(documentId: DocumentId): void {
    this.#wanted.add(documentId);
    this.#settleLater(documentId);
  }

  leave(documentId: DocumentId): void {
    this.#wanted.delete(documentId);
    this.#settleLater(documentId);
  }

  /** The connection stands, perhaps again: what could not be asked for before is asked for now. */
  stands(): void {
    for (const documentId of new Set([...this.#wanted, ...this.#heard])) this.#settleLater(documentId);
  }

  #settleLater(documentId: DocumentId): void {
    // A request fails when the connection is lost: `stands` asks again.
    this.#turn = this.#turn.then(() => this.#settle(documentId)).catch(() => undefined);
  }

  async #settle(documentId: DocumentId): Promise<void> {
    const wanted = this.#wanted.has(documentId);
    if (wanted === this.#heard.has(documentId)) return;
    const { client, channelOf, hear, attending } = this.options;
    if (wanted) {
      await client.subscribe(channelOf(documentId), hear, true);
      this.#heard.add(documentId);
      attending(documentId);
    } else {
      await client.unsubscribe(channelOf(documentId), hear, true);
      this.#heard.delete(documentId);
    }
  }
}
