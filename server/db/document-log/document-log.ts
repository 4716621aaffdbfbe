import type { DocumentId, PersonId } from '#domain/ids';

/** One accepted batch of one author. */
export interface LogRow {
  readonly personId: PersonId;
  readonly sessionHash: string | null;
  /** The server's own Yjs update, version 1 encoding. */
  readonly bytes: Uint8Array;
}

/** Rows that are to follow directly on row `after` of their document. */
export interface Append {
  readonly documentId: DocumentId;
  readonly after: number;
  readonly rows: readonly LogRow[];
  /**
   * Said by a node that was overtaken again and again: should it be once more, the next turn is its own. Until it has
   * appended, or a second has passed, what other nodes append is answered "not-yet".
   */
  readonly claims?: boolean;
}

/**
 * "stored": all rows of the append are durable. Otherwise nothing of it was stored. "overtaken": the log has gone on
 * beyond `after`. "not-yet": it is another node's turn, so try the same again in a moment. "locked": nobody may change
 * the document any more.
 */
export type Appended = 'stored' | 'overtaken' | 'not-yet' | 'locked';

export interface StoredUpdate {
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

/** What is needed to have a document as it stands: the snapshot, when there is one, and every row after it. */
export interface StoredLog {
  readonly snapshot: StoredUpdate | undefined;
  /** Oldest first, without gaps. */
  readonly updates: readonly StoredUpdate[];
  readonly locked: boolean;
}

/**
 * The log of every document: what is in it has happened, what is not has not. Two implementations, one suite of tests
 * for both (tests/contracts/document-log.test.ts).
 */
export interface DocumentLog {
  /** Only what follows on row `after` when that is above 0. */
  read(documentId: DocumentId, after?: number): Promise<StoredLog>;

  /**
   * One commit for all of them, with one answer for each, in order. A document may stand in it once. Rejects when the
   * log could not be written: then nothing was stored.
   */
  append(appends: readonly Append[]): Promise<readonly Appended[]>;

  /** Keeps a snapshot unless a newer one is there. It holds everything up to and including its sequence. */
  keepSnapshot(documentId: DocumentId, snapshot: StoredUpdate): Promise<void>;

  /**
   * A transaction is about to set the document's `locked_at`. Resolves when everything stored before is in the log;
   * what comes later waits for the outcome. Called within the transaction, so it waits for no table. Answers the
   * document's rows that are not in the tables yet, oldest first; some of them may be by the time they are looked at.
   */
  closing(documentId: DocumentId): Promise<readonly StoredUpdate[]>;

  /** Resolves when everything stored before the call is in the tables, where queries find it. */
  settle(): Promise<void>;

  close(): Promise<void>;
}
