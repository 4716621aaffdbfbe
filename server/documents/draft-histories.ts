import type { CommentId, DocumentId, PersonId } from '#domain/ids';
import { broughtRows, sameBrought, type Brought } from '../db/brought-rows';
import type { Database } from '../db/database';
import { rowsAfter } from '../db/documents';
import { takenByRow } from '../db/suggestions';
import type { CarriedWords } from './carried-words';
import type { DraftTexts } from './draft-texts';
import { RowIndex } from './row-index';
import { versionText } from './version-text';
import { WordTrail, type BroughtIn } from './word-trail';

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
  /** Of letters that were written elsewhere, where. */
  readonly carried: CarriedWords;
  facts(sequence: number): RowFacts | undefined;
  /** What the server itself brought in with a row: from a Word file, or from a version. */
  brought(sequence: number): Brought | undefined;
}

interface Kept extends DraftHistory {
  readonly known: RowFacts[];
  readonly trail: WordTrail;
  /** What was known of rows that the server brought in when they were followed. */
  knownBrought: ReadonlyMap<number, Brought>;
  sequence: number;
}

/** How many stay in memory between reads. */
const KEPT = 10;
/** Rows that are read at once. */
const SOME = 2000;

/** Histories of drafts for readers. Each is kept and only brought forward by what the log has gained since. */
export class DraftHistories {
  readonly #kept = new Map<DocumentId, Promise<Kept>>();

  constructor(
    private readonly db: Database,
    private readonly drafts: Pick<DraftTexts, 'at'>
  ) {}

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

  async #forward(documentId: DocumentId, before: Kept, sequence: number): Promise<Kept> {
    const brought = await broughtRows(this.db, documentId);
    // An edit of the server is in the log a moment before it is known what it brought in: then all is followed again.
    const kept = sameBrought(before.knownBrought, brought, before.sequence) ? before : empty();
    kept.knownBrought = brought;
    while (kept.sequence < sequence) {
      const some = await rowsAfter(this.db, documentId, kept.sequence, SOME);
      if (some.length === 0) return kept;
      for (const row of some) {
        const facts = { personId: row.personId, at: row.storedAt, suggestion: takenByRow(row) };
        const from = brought.get(row.sequence);
        const broughtIn = from && (await this.#broughtIn(documentId, from));
        kept.rows.add(row.sequence, row.bytes);
        kept.known[row.sequence] = facts;
        kept.trail.follow({ ...facts, bytes: row.bytes }, broughtIn);
        kept.sequence = row.sequence;
      }
    }
    return kept;
  }

  async #broughtIn(documentId: DocumentId, from: Brought): Promise<BroughtIn> {
    if (from.kind === 'merged') return { kind: 'merged' };
    const { logSequence, hash } = from.version;
    return { kind: 'restored', text: versionText(await this.drafts.at(documentId, logSequence), hash) };
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
  const trail = new WordTrail();
  const kept: Kept = {
    rows: new RowIndex(),
    known,
    trail,
    carried: trail.carried,
    knownBrought: new Map(),
    sequence: 0,
    facts: (sequence) => known[sequence],
    brought: (sequence) => kept.knownBrought.get(sequence)
  };
  return kept;
}
