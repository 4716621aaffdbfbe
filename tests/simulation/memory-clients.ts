import type { DocumentId, PersonId } from '#domain/ids';
import type { BoundClient, ClientBindings } from '#server/db/document-clients';

interface Binding extends BoundClient {
  isFree: boolean;
}

/** Whose client ids are, in memory: the same port as the table, for the simulation. */
export class MemoryClients implements ClientBindings {
  readonly #documents = new Map<DocumentId, Map<number, Binding>>();

  async of(documentId: DocumentId): Promise<readonly BoundClient[]> {
    return [...this.#in(documentId).values()].map(({ clientId, personId }) => ({ clientId, personId }));
  }

  async bind(documentId: DocumentId, wanted: readonly BoundClient[]): Promise<readonly BoundClient[]> {
    const bound = this.#in(documentId);
    for (const { clientId, personId } of wanted)
      if (!bound.has(clientId)) bound.set(clientId, { clientId, personId, isFree: false });
    return this.of(documentId);
  }

  async takeFree(documentId: DocumentId, personId: PersonId): Promise<number | undefined> {
    const free = [...this.#in(documentId).values()]
      .filter((each) => each.isFree && each.personId === personId)
      .sort((one, other) => one.clientId - other.clientId)[0];
    if (free) free.isFree = false;
    return free?.clientId;
  }

  async free(documentId: DocumentId, { clientId, personId }: BoundClient): Promise<void> {
    const binding = this.#in(documentId).get(clientId);
    if (binding?.personId === personId) binding.isFree = true;
  }

  /** Whose it is now. */
  ownerOf(documentId: DocumentId, clientId: number): PersonId | undefined {
    return this.#in(documentId).get(clientId)?.personId;
  }

  #in(documentId: DocumentId): Map<number, Binding> {
    let bound = this.#documents.get(documentId);
    if (!bound) this.#documents.set(documentId, (bound = new Map()));
    return bound;
  }
}
