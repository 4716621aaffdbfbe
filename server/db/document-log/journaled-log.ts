import { sql } from 'drizzle-orm';
import type { DocumentId } from '#domain/ids';
import type { Database } from '../database';
import { isLocked, keepSnapshot, lastSequences, readLog } from '../documents';
import { allStored, appendRows, type TimedAppend } from './append-statement';
import type { Append, Appended, DocumentLog, StoredLog, StoredUpdate } from './document-log';
import { JournalFiles } from './journal-files';
import { encodeRecord, type JournalRecord } from './journal-record';

/**
 * How long a row may wait in the journal before it goes into the tables. Milliseconds. A commit takes two milliseconds
 * and a fiftieth more for each row, so few large ones cost a tenth of many small ones; who needs a row sooner settles.
 */
const FOLD_AFTER = 2000;
/** Rows that are folded in one commit: other questions to the database wait for it, for five milliseconds or so. */
const FOLDED_AT_ONCE = 200;
/** Bytes that may wait; over it nothing more is taken until the tables have caught up. */
const MOST_WAITING = 64 * 1024 * 1024;

/**
 * The log of the embedded database. A commit there takes two milliseconds of processor time, which is more than
 * all other work on a keystroke together; so rows are made durable in a journal file first and folded into the tables
 * soon after, many in one commit. What is in the journal counts as stored: it is folded at the next start if need be.
 * One process at a time, like the database itself.
 */
export class JournaledLog implements DocumentLog {
  /** Newest sequence of every document that was read here. */
  readonly #ends = new Map<DocumentId, number>();
  /** Locked, or about to be, or opened again since: the table says which. */
  readonly #locked = new Set<DocumentId>();
  #waiting: JournalRecord[] = [];
  /** On their way into the tables. */
  #taken: readonly JournalRecord[] = [];
  #waitingBytes = 0;
  /** Files whose rows are taken for folding or folded, and not yet removed. */
  #folded: string[] = [];
  #writing: Promise<unknown> = Promise.resolve();
  /** Of that, what no longer waits for the tables. */
  #filing: Promise<unknown> = Promise.resolve();
  #folding: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly db: Database,
    private readonly files: JournalFiles,
    private readonly now: () => Date
  ) {}

  /** Brings what an earlier process left in the journal into the tables first. */
  static async open(db: Database, folder: string, now: () => Date): Promise<JournaledLog> {
    const left = [...JournalFiles.left(folder)];
    if (left.length > 0) await fold(db, left, { synced: true });
    const files = new JournalFiles(folder);
    files.removeOlder();
    return new JournaledLog(db, files, now);
  }

  async read(documentId: DocumentId, after = 0): Promise<StoredLog> {
    await this.settle();
    const log = await readLog(this.db, documentId, after);
    // Rows that were appended while it was read are not in it.
    const end = log.updates.at(-1)?.sequence ?? log.snapshot?.sequence ?? after;
    this.#ends.set(documentId, Math.max(end, this.#ends.get(documentId) ?? 0));
    if (log.locked) this.#locked.add(documentId);
    else this.#locked.delete(documentId);
    return log;
  }

  append(appends: readonly Append[]): Promise<readonly Appended[]> {
    const written = this.#writing.then(() => this.#append(appends));
    this.#writing = written.catch(() => undefined);
    return written;
  }

  async keepSnapshot(documentId: DocumentId, snapshot: StoredUpdate): Promise<void> {
    await this.settle();
    await keepSnapshot(this.db, documentId, snapshot);
  }

  async closing(documentId: DocumentId): Promise<readonly StoredUpdate[]> {
    this.#locked.add(documentId);
    await this.#filing;
    return [...this.#taken, ...this.#waiting].filter((record) => record.documentId === documentId);
  }

  async settle(): Promise<void> {
    // What waits now may have come after the fold that is under way had begun.
    await this.#folding?.catch(() => undefined);
    if (this.#waiting.length > 0) await this.#fold();
  }

  async close(): Promise<void> {
    await this.#writing;
    try {
      await this.settle();
      this.files.removeAll();
    } finally {
      clearTimeout(this.#timer);
      this.files.close();
    }
  }

  async #append(appends: readonly Append[]): Promise<readonly Appended[]> {
    if (this.#waitingBytes > MOST_WAITING) throw new Error('The tables do not keep up with the journal.');
    await this.#lookAtLocks(appends);
    const answers = appends.map((append) => this.#answer(append));
    const accepted = appends.filter((_, index) => answers[index] === 'stored');
    const records = accepted.flatMap((append) => this.#records(append));
    if (records.length === 0) return answers;
    const filed = this.#file(accepted, records);
    this.#filing = filed.catch(() => undefined);
    await filed;
    return answers;
  }

  async #file(accepted: readonly Append[], records: readonly JournalRecord[]): Promise<void> {
    const bytes = Buffer.concat(records.map(encodeRecord));
    await this.files.append(bytes);
    for (const { documentId, after, rows } of accepted) this.#ends.set(documentId, after + rows.length);
    this.#waiting.push(...records);
    this.#waitingBytes += bytes.length;
    this.#foldLater();
  }

  /** Waits for a transaction that is locking one of them. */
  async #lookAtLocks(appends: readonly Append[]): Promise<void> {
    for (const { documentId } of appends)
      if (this.#locked.has(documentId) && !(await isLocked(this.db, documentId)))
        this.#locked.delete(documentId);
  }

  #answer({ documentId, after }: Append): Appended {
    if (this.#locked.has(documentId)) return 'locked';
    return this.#ends.get(documentId) === after ? 'stored' : 'overtaken';
  }

  #records({ documentId, after, rows }: Append): JournalRecord[] {
    const storedAt = this.now();
    return rows.map((row, index) => ({ ...row, documentId, sequence: after + 1 + index, storedAt }));
  }

  #foldLater(): void {
    this.#timer ??= setTimeout(() => void this.settle().catch(() => this.#foldLater()), FOLD_AFTER);
  }

  #fold(): Promise<void> {
    this.#folding ??= this.#foldWaiting().finally(() => (this.#folding = undefined));
    return this.#folding;
  }

  async #foldWaiting(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const rows = await this.#takeWaiting();
    try {
      // While their file stays, the rows are safe there.
      await fold(this.db, rows, { synced: this.#folded.length > 0 });
    } catch (fault) {
      // Still in their files, and first in line for the next try.
      this.#waiting = [...rows, ...this.#waiting];
      this.#foldLater();
      throw fault;
    } finally {
      this.#taken = [];
    }
    for (const file of this.#folded.splice(0)) this.files.remove(file);
  }

  /** Between two writes: a file that it turns from then holds nothing but what is taken, or was before. */
  #takeWaiting(): Promise<JournalRecord[]> {
    const taken = this.#writing.then(() => {
      if (this.files.full) this.#turn();
      this.#waitingBytes = 0;
      const rows = this.#waiting;
      this.#waiting = [];
      this.#taken = rows;
      return rows;
    });
    this.#writing = taken.catch(() => undefined);
    return taken;
  }

  /** On a full disk there is no new file: the old one goes on. */
  #turn(): void {
    try {
      this.#folded.push(this.files.turn());
    } catch {
      return;
    }
  }
}

/** In commits of a few rows each, so that others can ask something in between. A document's rows go together. */
async function fold(
  db: Database,
  rows: readonly JournalRecord[],
  { synced }: { synced: boolean }
): Promise<void> {
  const records = [...byDocument(rows).values()].flat();
  for (let first = 0; first < records.length; first += FOLDED_AT_ONCE) {
    const some = records.slice(first, first + FOLDED_AT_ONCE);
    if (!(await follow(db, some, synced))) await foldTheRest(db, some);
  }
}

/** What is nearly always so: the rows follow on those in the tables. False when some of them did not. */
async function follow(db: Database, records: readonly JournalRecord[], synced: boolean): Promise<boolean> {
  const appends = [...byDocument(records)].map(([documentId, rows]) => ({
    documentId,
    after: (rows[0] as JournalRecord).sequence - 1,
    rows
  }));
  return allStored(await appendRows(db, appends, { storedAt: new Date(), lockedToo: true, synced }), appends);
}

/** Rows that the tables have already, from a fold that was interrupted, are left out. */
async function foldTheRest(db: Database, records: readonly JournalRecord[]): Promise<void> {
  const documents = byDocument(records);
  const ends = await lastSequences(db, [...documents.keys()]);
  const appends = [...documents].flatMap(([documentId, all]): TimedAppend[] => {
    const after = ends.get(documentId) ?? 0;
    const rows = all.filter(({ sequence }) => sequence > after);
    return rows.length > 0 ? [{ documentId, after, rows }] : [];
  });
  const follows = appends.every(({ after, rows }) => (rows[0] as JournalRecord).sequence === after + 1);
  if (!follows) throw new Error('The journal does not follow on the tables: rows are missing between them.');
  // What is there already may have been written without a sync.
  if (appends.length === 0) return void (await db.execute(sql`checkpoint`));
  const answers = await appendRows(db, appends, { storedAt: new Date(), lockedToo: true });
  if (!allStored(answers, appends)) throw new Error('The tables were written to beside the journal.');
}

function byDocument(records: readonly JournalRecord[]): ReadonlyMap<DocumentId, readonly JournalRecord[]> {
  const documents = new Map<DocumentId, JournalRecord[]>();
  for (const record of records) {
    const rows = documents.get(record.documentId);
    if (rows) rows.push(record);
    else documents.set(record.documentId, [record]);
  }
  return documents;
}
