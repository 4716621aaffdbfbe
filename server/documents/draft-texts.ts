import * as Y from 'yjs';
import type { DocumentId } from '#domain/ids';
import type { Database } from '../db/database';
import type { DocumentLog, StoredUpdate } from '../db/document-log/document-log';
import { lastSequence, lastSequences, readLog, rowsAfter } from '../db/documents';

/** A draft as it stands in the database: committed text only. Treat `ydoc` as read-only. */
export interface Draft {
  readonly ydoc: Y.Doc;
  /** The last update of the log that is in it. */
  readonly sequence: number;
}

interface Kept extends Draft {
  /** Bytes of the updates that it was built from. */
  readonly size: number;
}

/** How much stays in memory between reads, in bytes of updates. One specification and its plain summaries are some forty drafts. */
const MOST_KEPT = 32 * 1024 * 1024;
/** Rows of a log that are read at once. */
const SOME = 2000;
/** What even an empty draft takes. */
const LEAST_SIZE = 16 * 1024;

/**
 * Drafts for readers: pages, exports, comment anchors, freezing. Each is kept with the sequence it stands at
 * and only brought forward by what the log has gained since.
 */
export class DraftTexts {
  readonly #kept = new Map<DocumentId, Kept>();
  #keptSize = 0;

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
    return (await this.newestOf([documentId])).get(documentId)!;
  }

  /** The newest committed text of each of these. Not inside a transaction. */
  async newestOf(documentIds: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, Draft>> {
    await this.settle();
    const sequences = await lastSequences(this.db, documentIds);
    const drafts = new Map<DocumentId, Draft>();
    for (const documentId of documentIds) {
      const kept = this.#kept.get(documentId);
      const isNewest = kept && kept.sequence === (sequences.get(documentId) ?? 0);
      const draft = isNewest ? kept : await this.#forward(documentId, kept);
      this.#keep(documentId, draft);
      drafts.set(documentId, draft);
    }
    return drafts;
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

  /** The text as it stood after this row of the log, made again from the rows. Nothing of it is kept. */
  async at(documentId: DocumentId, sequence: number): Promise<Y.Doc> {
    const ydoc = new Y.Doc();
    for (let last = 0; last < sequence;) {
      const rows = await rowsAfter(this.db, documentId, last, Math.min(SOME, sequence - last));
      if (rows.length === 0) break;
      ydoc.transact(() => rows.forEach(({ bytes }) => Y.applyUpdate(ydoc, bytes)));
      last = rows.at(-1)!.sequence;
    }
    return ydoc;
  }

  /**
   * What is read of the text as it stood at each of these moments, given in their order; of one before the text was there, as it began.
   * The rows are gone through once. `settle`, or any reading of the newest text, comes before.
   */
  async readAt<T>(
    documentId: DocumentId,
    moments: readonly Date[],
    read: (ydoc: Y.Doc) => T
  ): Promise<readonly T[]> {
    const ydoc = new Y.Doc();
    const answers: T[] = [];
    for (let last = 0; answers.length < moments.length;) {
      const rows = await rowsAfter(this.db, documentId, last, SOME);
      for (const { bytes, storedAt, sequence } of rows) {
        while (last > 0 && answers.length < moments.length && storedAt > moments[answers.length]!)
          answers.push(read(ydoc));
        Y.applyUpdate(ydoc, bytes);
        last = sequence;
      }
      if (rows.length < SOME) break;
    }
    while (answers.length < moments.length) answers.push(read(ydoc));
    return answers;
  }

  async #forward(documentId: DocumentId, kept: Kept | undefined): Promise<Kept> {
    return build(await readLog(this.db, documentId, kept?.sequence), kept);
  }

  /** Those that were read longest ago go first. */
  #keep(documentId: DocumentId, draft: Kept): void {
    this.#forget(documentId);
    this.#kept.set(documentId, draft);
    this.#keptSize += draft.size + LEAST_SIZE;
    for (const oldest of this.#kept.keys()) {
      if (this.#keptSize <= MOST_KEPT || oldest === documentId) return;
      this.#forget(oldest);
    }
  }

  #forget(documentId: DocumentId): void {
    const kept = this.#kept.get(documentId);
    if (!kept) return;
    this.#kept.delete(documentId);
    this.#keptSize -= kept.size + LEAST_SIZE;
  }
}

function build({ snapshot, updates }: Awaited<ReturnType<typeof readLog>>, kept: Kept | undefined): Kept {
  const ydoc = kept?.ydoc ?? new Y.Doc();
  let { sequence, size } = kept ?? { sequence: 0, size: 0 };
  ydoc.transact(() => {
    for (const update of snapshot ? [snapshot, ...updates] : updates) {
      Y.applyUpdate(ydoc, update.bytes);
      sequence = update.sequence;
      size += update.bytes.length;
    }
  });
  return { ydoc, sequence, size };
}
