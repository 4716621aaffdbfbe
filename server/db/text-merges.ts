import { eq } from 'drizzle-orm';
import type { DocumentId, MemberId } from '#domain/ids';
import type { Database } from './database';
import { textMerge } from './schema/specifications';

/** An edit that brought changes in from a Word file. */
export interface TextMerge {
  readonly documentId: DocumentId;
  /** Its row of the log. */
  readonly sequence: number;
  readonly fileName: string;
  readonly fileHash: string;
  readonly mergedBy: MemberId;
  readonly mergedAt: Date;
}

export async function insertTextMerge(tx: Database, made: TextMerge): Promise<void> {
  await tx.insert(textMerge).values(made);
}

/** The rows of a document's log that brought changes in from a Word file, each with the file's name. */
export async function mergedFiles(db: Database, id: DocumentId): Promise<ReadonlyMap<number, string>> {
  const { sequence, fileName, documentId } = textMerge;
  const rows = await db.select({ sequence, fileName }).from(textMerge).where(eq(documentId, id));
  return new Map(rows.map((row) => [row.sequence, row.fileName]));
}
