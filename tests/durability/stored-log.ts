import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import * as Y from 'yjs';
import type { DocumentId } from '#domain/ids';
import { documentOfRoom } from '#protocol/rooms';
import type { OpenDatabase } from '#server/db/database';
import { openEmbedded } from '#server/db/embedded';
import { document, documentSnapshot, documentUpdate } from '#server/db/schema/specifications';

/** Opens the embedded database of a product that has stopped, and closes it again. */
export async function inStoppedData<Answer>(
  dataDir: string,
  look: (database: OpenDatabase) => Promise<Answer>
): Promise<Answer> {
  const database = await openEmbedded(join(dataDir, 'database'));
  try {
    return await look(database);
  } finally {
    await database.close();
  }
}

/**
 * The document as its rows make it, from the first to the last, without the snapshot. Throws when a row is missing,
 * cannot be applied on the ones before it, has nobody's name to it, or when the snapshot says anything else.
 */
export async function documentFromRows({ db }: Pick<OpenDatabase, 'db'>, room: string): Promise<Y.Doc> {
  const id = documentOf(room);
  const rows = await db
    .select()
    .from(documentUpdate)
    .where(eq(documentUpdate.documentId, id))
    .orderBy(documentUpdate.sequence);
  const [head] = await db.select().from(document).where(eq(document.id, id));
  const [snapshot] = await db.select().from(documentSnapshot).where(eq(documentSnapshot.documentId, id));
  if (head!.lastSequence !== rows.length) throw new Error(`${rows.length} rows, not ${head!.lastSequence}`);
  const doc = new Y.Doc();
  for (const [index, row] of rows.entries()) {
    if (row.sequence !== index + 1) throw new Error(`Row ${index + 1} of the log is missing.`);
    if (!row.personId) throw new Error(`Row ${row.sequence} is nobody's.`);
    Y.applyUpdate(doc, row.bytes);
    if (hasPending(doc)) throw new Error(`Row ${row.sequence} does not follow on the rows before it.`);
    if (row.sequence === snapshot?.sequence) compare(doc, snapshot.bytes);
  }
  return doc;
}

export function documentOf(room: string): DocumentId {
  return documentOfRoom(room)!;
}

export function hasPending({ store }: Y.Doc): boolean {
  return store.pendingStructs !== null || store.pendingDs !== null;
}

function compare(doc: Y.Doc, snapshot: Uint8Array): void {
  const other = new Y.Doc();
  Y.applyUpdate(other, snapshot);
  if (other.getXmlFragment('body').toString() !== doc.getXmlFragment('body').toString())
    throw new Error('The snapshot says something else than the rows it stands for.');
}
