import * as Y from 'yjs';
import type { BoundClient } from '../db/document-clients';
import { AuthorRuns, type Author, type AuthorRow } from './author-runs';

/** One update that the gate let through. */
export interface AcceptedUpdate {
  readonly from: Author;
  /** The server's own encoding of what was new. */
  readonly bytes: Uint8Array;
  /** Client ids in it that were nobody's. */
  readonly newClients: readonly number[];
  /** Clients other than its own whose text it refers to. */
  readonly dependsOn: ReadonlySet<number>;
  /** More than the sender knows: Yjs removed leftovers of formatting. */
  readonly tidied: boolean;
}

/** What has been accepted and is not stored yet. */
export class EditBatch {
  #updates: AcceptedUpdate[] = [];
  readonly #newClients = new Map<number, BoundClient>();

  get updates(): readonly AcceptedUpdate[] {
    return this.#updates;
  }

  get isEmpty(): boolean {
    return this.#updates.length === 0;
  }

  /** Whether everybody in it may edit still. */
  get mayStand(): boolean {
    return this.#updates.every(({ from }) => from.mayEdit);
  }

  /** Whether both bring text of one client, or both delete: a part of one could then be in the other. */
  overlaps(rows: readonly Uint8Array[]): boolean {
    const ours = this.#updates.map(({ bytes }) => bytes);
    const clients = new Set(ours.flatMap(clientsIn));
    const isCommon = rows.some((row) => clientsIn(row).some((id) => clients.has(id)));
    return isCommon || (ours.some(deletes) && rows.some(deletes));
  }

  /** Ids that are to be bound, and to whom. */
  get newClients(): readonly BoundClient[] {
    return [...this.#newClients.values()];
  }

  ownerOf(clientId: number): BoundClient['personId'] | undefined {
    return this.#newClients.get(clientId)?.personId;
  }

  add(update: AcceptedUpdate): void {
    this.#updates.push(update);
    const { personId } = update.from.identity;
    for (const clientId of update.newClients) this.#newClients.set(clientId, { clientId, personId });
  }

  /** Keeps the first so many updates. */
  cutTo(count: number): void {
    const kept = this.#updates.slice(0, count);
    this.clear();
    for (const update of kept) this.add(update);
  }

  clear(): void {
    this.#updates = [];
    this.#newClients.clear();
  }

  /** Rows of the log, and whose they are. */
  rows(): readonly AuthorRow[] {
    const runs = new AuthorRuns();
    for (const update of this.#updates) runs.add(update);
    return runs.rows();
  }
}

function deletes(update: Uint8Array): boolean {
  return Y.decodeUpdate(update).ds.clients.size > 0;
}

/** Whose text an update brings. */
export function clientsIn(update: Uint8Array): number[] {
  return [...Y.parseUpdateMeta(update).to.keys()];
}
