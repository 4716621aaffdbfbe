import { and, inArray, isNotNull } from 'drizzle-orm';
import type { DocumentId } from '#domain/ids';
import type { Database } from '../database';
import { keepSnapshot, readLog } from '../documents';
import { document } from '../schema/specifications';
import { appendRows } from './append-statement';
import type { Append, Appended, DocumentLog, StoredLog, StoredUpdate } from './document-log';

/** The log in the tables of a database that several nodes share. Each append is one statement, which is one commit. */
export class DatabaseLog implements DocumentLog {
  constructor(
    private readonly db: Database,
    private readonly now: () => Date
  ) {}

  read(documentId: DocumentId, after = 0): Promise<StoredLog> {
    return readLog(this.db, documentId, after);
  }

  async append(appends: readonly Append[]): Promise<readonly Appended[]> {
    const stored = await appendRows(this.db, appends, { storedAt: this.now(), lockedToo: false });
    const left = appends.map(({ documentId }) => documentId).filter((id) => !stored.has(id));
    const locked = left.length > 0 ? await this.#lockedOf(left) : [];
    return appends.map(({ documentId }) => {
      if (stored.has(documentId)) return 'stored';
      return locked.includes(documentId) ? 'locked' : 'overtaken';
    });
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

  async #lockedOf(ids: readonly DocumentId[]): Promise<DocumentId[]> {
    const rows = await this.db
      .select({ id: document.id })
      .from(document)
      .where(and(inArray(document.id, [...ids]), isNotNull(document.lockedAt)));
    return rows.map(({ id }) => id);
  }
}
