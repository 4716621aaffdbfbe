import type { DocumentId } from '#domain/ids';
import type {
  Append,
  Appended,
  DocumentLog,
  LogRow,
  StoredLog,
  StoredUpdate
} from '#server/db/document-log/document-log';

interface Kept {
  readonly rows: LogRow[];
  snapshot: StoredUpdate | undefined;
  locked: boolean;
  /** Whose turn to append it is, and until when. */
  turn: { readonly of: MemoryLog; readonly until: number } | undefined;
}

/** As long as in the tables. Milliseconds. */
const TURN = 1000;

/** What a database would have of all documents; it outlives the processes that use it. */
export class MemoryStore {
  readonly #documents = new Map<DocumentId, Kept>();
  /** Told of every row at the moment in which it is durable. */
  onRow: (documentId: DocumentId, row: LogRow, sequence: number) => void = () => {};
  /** Told whenever a log is given its turn. */
  onTurn: () => void = () => {};

  constructor(readonly now: () => number) {}

  of(documentId: DocumentId): Kept {
    const kept = this.#documents.get(documentId);
    if (kept) return kept;
    const empty: Kept = { rows: [], snapshot: undefined, locked: false, turn: undefined };
    this.#documents.set(documentId, empty);
    return empty;
  }

  lastSequence(documentId: DocumentId): number {
    return this.of(documentId).rows.length;
  }
}

/** The log in memory: the same port as the tables and the journal, for the simulation. */
export class MemoryLog implements DocumentLog {
  constructor(private readonly store: MemoryStore) {}

  async read(documentId: DocumentId, after = 0): Promise<StoredLog> {
    const { rows, snapshot: newest, locked } = this.store.of(documentId);
    const snapshot = after === 0 ? newest : undefined;
    const from = snapshot?.sequence ?? after;
    const updates = rows.slice(from).map(({ bytes }, index) => ({ bytes, sequence: from + 1 + index }));
    return { snapshot, updates, locked };
  }

  async append(appends: readonly Append[]): Promise<readonly Appended[]> {
    return appends.map((append) => this.#append(append));
  }

  async keepSnapshot(documentId: DocumentId, snapshot: StoredUpdate): Promise<void> {
    const kept = this.store.of(documentId);
    if (snapshot.sequence > (kept.snapshot?.sequence ?? 0)) kept.snapshot = snapshot;
  }

  async closing(): Promise<readonly []> {
    return [];
  }

  async settle(): Promise<void> {}

  async close(): Promise<void> {}

  #append({ documentId, after, rows, claims }: Append): Appended {
    const kept = this.store.of(documentId);
    if (kept.locked) return 'locked';
    const turn = kept.turn && kept.turn.until >= this.store.now() ? kept.turn : undefined;
    if (kept.rows.length !== after) {
      if (claims && !turn) this.#takeTurn(kept);
      return 'overtaken';
    }
    if (turn && turn.of !== this) return 'not-yet';
    kept.turn = undefined;
    for (const row of rows) {
      kept.rows.push(row);
      this.store.onRow(documentId, row, kept.rows.length);
    }
    return 'stored';
  }

  #takeTurn(kept: Kept): void {
    kept.turn = { of: this, until: this.store.now() + TURN };
    this.store.onTurn();
  }
}
