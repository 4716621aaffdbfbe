import { randomUUID } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import type { DocumentId, Id } from '#domain/ids';
import type { Database } from '../database';
import { keepSnapshot, readLog } from '../documents';
import { document } from '../schema/specifications';
import { appendRows, giveTurn } from './append-statement';
import type { Append, Appended, DocumentLog, StoredLog, StoredUpdate } from './document-log';

/** The log in the tables of a database that several nodes share. Each append is one statement, which is one commit. */
export class DatabaseLog implements DocumentLog {
  /** Among the logs of all nodes. */
  readonly #id = randomUUID() as string as Id<'log'>;

  constructor(
    private readonly db: Database,
    private readonly now: () => Date
  ) {}

  read(documentId: DocumentId, after = 0): Promise<StoredLog> {
    return readLog(this.db, documentId, after);
  }

  async append(appends: readonly Append[]): Promise<readonly Appended[]> {
    const how = { storedAt: this.now(), lockedToo: false, of: this.#id };
    const answers = await appendRows(this.db, appends, how);
    const left = appends.filter(({ documentId, claims }) => {
      const answer = answers.get(documentId);
      return answer !== 'stored' && (answer !== 'overtaken' || claims);
    });
    const why = left.length === 0 ? new Map<DocumentId, Appended>() : await this.#refused(left);
    return appends.map(({ documentId }) => why.get(documentId) ?? told(answers.get(documentId)));
  }

  keepSnapshot(documentId: DocumentId, snapshot: StoredUpdate): Promise<void> {
    return keepSnapshot(this.db, documentId, snapshot);
  }

  /** The tables do it: appending holds the document's row. */
  async closing(): Promise<readonly StoredUpdate[]> {
    return [];
  }

  async settle(): Promise<void> {}

  async close(): Promise<void> {}

  /** Sees to the turns of documents that did not take their rows, and answers why they did not. */
  async #refused(left: readonly Append[]): Promise<ReadonlyMap<DocumentId, Appended>> {
    for (const { documentId, claims } of left) if (claims) await giveTurn(this.db, documentId, this.#id);
    const why = await this.#whyNot(left);
    // A turn that was never used is over only when somebody says so.
    for (const [documentId, answer] of why)
      if (answer === 'not-yet') await giveTurn(this.db, documentId, null);
    return why;
  }

  async #whyNot(left: readonly Append[]): Promise<ReadonlyMap<DocumentId, Appended>> {
    const { id, lastSequence, lockedAt } = document;
    const ids = left.map(({ documentId }) => documentId);
    const rows = await this.db.select({ id, lastSequence, lockedAt }).from(document).where(inArray(id, ids));
    const found = new Map(rows.map((row) => [row.id, row]));
    return new Map(left.map(({ documentId, after }) => [documentId, whyNot(after, found.get(documentId))]));
  }
}

/** Who asked for no turn and was simply overtaken need not be looked at again. */
function told(answer: 'stored' | 'overtaken' | 'refused' | undefined): Appended {
  return answer === 'stored' ? 'stored' : 'overtaken';
}

function whyNot(after: number, row: { lastSequence: number; lockedAt: Date | null } | undefined): Appended {
  if (row?.lockedAt) return 'locked';
  return row?.lastSequence === after ? 'not-yet' : 'overtaken';
}
