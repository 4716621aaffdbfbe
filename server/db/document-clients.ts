import { setImmediate } from 'node:timers/promises';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { DocumentId, PersonId } from '#domain/ids';
import { Gathered } from '../gathered';
import type { Database } from './database';
import { documentClient } from './schema/specifications';

/** A Yjs client id of a document and whose it is. */
export interface BoundClient {
  readonly clientId: number;
  readonly personId: PersonId;
}

/** Whose the client ids of documents are, for ever. */
export interface ClientBindings {
  /** All of a document. */
  of(documentId: DocumentId): Promise<readonly BoundClient[]>;
  /** Binds those that are nobody's, and answers all of the document as they are then. */
  bind(documentId: DocumentId, wanted: readonly BoundClient[]): Promise<readonly BoundClient[]>;
  /** Takes an id of this person's that nobody uses any more; undefined when there is none. */
  takeFree(documentId: DocumentId, personId: PersonId): Promise<number | undefined>;
  /** It may be taken again by the same person. One that is not this person's is left alone. */
  free(documentId: DocumentId, client: BoundClient): Promise<void>;
}

const { documentId: ofDocument, clientId, personId, isFree } = documentClient;

/** Whose each client id of a document is. */
export async function clientOwners(db: Database, id: DocumentId): Promise<ReadonlyMap<number, PersonId>> {
  const rows = await db.select({ clientId, personId }).from(documentClient).where(eq(ofDocument, id));
  return new Map(rows.map((row) => [row.clientId, row.personId]));
}

interface Binding {
  readonly documentId: DocumentId;
  readonly wanted: readonly BoundClient[];
}

const nextTurn = () => setImmediate();

/** When work begins many people write for the first time at once: their ids are bound in one commit, whatever they write in. */
export class DatabaseClients implements ClientBindings {
  readonly #bindings = new Gathered((all: readonly Binding[]) => this.#bindAll(all), nextTurn);

  constructor(
    private readonly db: Database,
    private readonly now: () => Date
  ) {}

  async of(documentId: DocumentId): Promise<readonly BoundClient[]> {
    return this.db.select({ clientId, personId }).from(documentClient).where(eq(ofDocument, documentId));
  }

  bind(documentId: DocumentId, wanted: readonly BoundClient[]): Promise<readonly BoundClient[]> {
    return this.#bindings.ask({ documentId, wanted });
  }

  async takeFree(documentId: DocumentId, person: PersonId): Promise<number | undefined> {
    // Two nodes must not hand out the same one.
    const free = sql`(select client_id from document_client where document_id = ${documentId}
      and person_id = ${person} and is_free order by client_id limit 1 for update skip locked)`;
    const [taken] = await this.db
      .update(documentClient)
      .set({ isFree: false })
      .where(and(eq(ofDocument, documentId), eq(clientId, free)))
      .returning({ clientId });
    return taken?.clientId;
  }

  async free(documentId: DocumentId, client: BoundClient): Promise<void> {
    const theirs = and(eq(clientId, client.clientId), eq(personId, client.personId), eq(isFree, false));
    await this.db
      .update(documentClient)
      .set({ isFree: true })
      .where(and(eq(ofDocument, documentId), theirs));
  }

  async #bindAll(all: readonly Binding[]): Promise<readonly (readonly BoundClient[])[]> {
    const boundAt = this.now();
    const rows = all.flatMap(({ documentId, wanted }) =>
      wanted.map((each) => ({ ...each, documentId, boundAt }))
    );
    await this.db.insert(documentClient).values(rows).onConflictDoNothing();
    const ids = [...new Set(all.map(({ documentId }) => documentId))];
    const bound = await this.db
      .select({ documentId: ofDocument, clientId, personId })
      .from(documentClient)
      .where(inArray(ofDocument, ids));
    const ofDocuments = new Map<DocumentId, BoundClient[]>(ids.map((id) => [id, []]));
    for (const { documentId, ...client } of bound) ofDocuments.get(documentId)!.push(client);
    return all.map(({ documentId }) => ofDocuments.get(documentId)!);
  }
}
