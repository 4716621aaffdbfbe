import * as Y from 'yjs';
import type { DocumentId } from '#domain/ids';
import type { Database } from '../db/database';
import type { DocumentLog, StoredUpdate } from '../db/document-log/document-log';
import { lastSequence, readLog } from '../db/documents';

/** A draft as it stands in the database: committed text only. Treat `ydoc` as read-only. */
export interface Draft {
  readonly ydoc: Y.Doc;
  /** The last update of the log that is in it. */
  readonly sequence: number;
}

/** How many drafts stay in memory between reads. */
const KEPT = 20;

/**
 * Drafts for readers: pages, exports, comment anchors, freezing. Each is kept with the sequence it stands at
 * and only brought forward by what the log has gained since.
 */
export class DraftTexts {
  readonly #kept = new Map<DocumentId, Draft>();

  constructor(
    private readonly db: Database,
    private readonly documents: DocumentLog
  ) {}

  /** Has everything in the tables that was stored before the call. Not inside a transaction. */
  settle(): Promise<void> {
    return this.documents.settle();
  }

  /** The document is about to be closed for editing: see `DocumentLog.closing`. What it answers is for `within`. */
  closing(documentId: DocumentId): Promise<readonly StoredUpdate[]> {
    return this.documents.closing(documentId);
  }

  /** The sequence number of the newest row. Not inside a transaction. */
  async newestSequence(documentId: DocumentId): Promise<number> {
    await this.settle();
    return lastSequence(this.db, documentId);
  }

  /** The newest committed text. Not inside a transaction. */
  async newest(documentId: DocumentId): Promise<Draft> {
    const sequence = await this.newestSequence(documentId);
    const kept = this.#kept.get(documentId);
    const draft = kept && kept.sequence === sequence ? kept : await this.#forward(documentId, kept);
    this.#keep(documentId, draft);
    return draft;
  }

  /**
   * The text as this transaction sees it, read afresh: for what is frozen, hashed or signed. `settle` before the
   * transaction begins, or hand in what `closing` answered.
   */
  async within(tx: Database, documentId: DocumentId, rest: readonly StoredUpdate[] = []): Promise<Draft> {
    const log = await readLog(tx, documentId);
    const end = log.updates.at(-1)?.sequence ?? log.snapshot?.sequence ?? 0;
    const later = rest.filter(({ sequence }) => sequence > end);
    return build({ ...log, updates: [...log.updates, ...later] }, undefined);
  }

  async #forward(documentId: DocumentId, kept: Draft | undefined): Promise<Draft> {
    return build(await readLog(this.db, documentId, kept?.sequence), kept);
  }

  #keep(documentId: DocumentId, draft: Draft): void {
    this.#kept.delete(documentId);
    this.#kept.set(documentId, draft);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest) this.#kept.delete(oldest);
  }
}

function build(log: Awaited<ReturnType<typeof readLog>>, kept: Draft | undefined): Draft {
  const ydoc = kept?.ydoc ?? new Y.Doc();
  let sequence = kept?.sequence ?? 0;
  ydoc.transact(() => {
    for (const update of log.snapshot ? [log.snapshot, ...log.updates] : log.updates) {
      Y.applyUpdate(ydoc, update.bytes);
      sequence = update.sequence;
    }
  });
  return { ydoc, sequence };
}
