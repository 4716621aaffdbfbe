import type { CommentId, DocumentId, PersonId } from '#domain/ids';
import type { Database } from '../db/database';
import { rowsAfter } from '../db/documents';
import { takenByRow } from '../db/suggestions';
import { RowIndex } from './row-index';

/** Whose a row of the log is, and when it was stored. */
export interface RowFacts {
  readonly personId: PersonId;
  readonly at: Date;
  /** The suggestion that was taken over with it; null otherwise. */
  readonly suggestion: CommentId | null;
}

/** What a log says of who wrote what and when. */
export interface DraftHistory {
  readonly rows: RowIndex;
  facts(sequence: number): RowFacts | undefined;
}

interface Kept extends DraftHistory {
  readonly known: RowFacts[];
  sequence: number;
}

/** How many stay in memory between reads. */
const KEPT = 10;
/** Rows that are read at once. */
const SOME = 2000;

/** Histories of drafts for readers. Each is kept and only brought forward by what the log has gained since. */
export class DraftHistories {
  readonly #kept = new Map<DocumentId, Promise<Kept>>();

  constructor(private readonly db: Database) {}

  /** Up to this row at least. Not inside a transaction; what is asked for is in the tables by then. */
  async upTo(documentId: DocumentId, sequence: number): Promise<DraftHistory> {
    const before = this.#kept.get(documentId) ?? Promise.resolve(empty());
    // One after the other: two that bring the same history forward would add its rows twice.
    const forward = before.then((kept) => this.#forward(documentId, kept, sequence));
    this.#keep(
      documentId,
      forward.catch(() => empty())
    );
    return forward;
  }

  async #forward(documentId: DocumentId, kept: Kept, sequence: number): Promise<Kept> {
    while (kept.sequence < sequence) {
      const some = await rowsAfter(this.db, documentId, kept.sequence, SOME);
      if (some.length === 0) return kept;
      for (const row of some) {
        kept.rows.add(row.sequence, row.bytes);
        kept.known[row.sequence] = { personId: row.personId, at: row.storedAt, suggestion: takenByRow(row) };
        kept.sequence = row.sequence;
      }
    }
    return kept;
  }

  #keep(documentId: DocumentId, kept: Promise<Kept>): void {
    this.#kept.delete(documentId);
    this.#kept.set(documentId, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest) this.#kept.delete(oldest);
  }
}

function empty(): Kept {
  const known: RowFacts[] = [];
  return { rows: new RowIndex(), known, sequence: 0, facts: (sequence) => known[sequence] };
}
