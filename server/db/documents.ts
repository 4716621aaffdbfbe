import { and, eq, gt, inArray, lt, sql, type SQL } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { DocumentId } from '#domain/ids';
import type { Database } from './database';
import { appendRows } from './document-log/append-statement';
import type { LogRow, StoredLog, StoredUpdate } from './document-log/document-log';
import { document, documentSnapshot, documentUpdate } from './schema/specifications';

/**
 * The snapshot, when there is one and all is asked for, and every update after it, oldest first. One statement: it shows
 * one moment, and whoever opens a text waits for one answer.
 */
export async function readLog(db: Database, documentId: DocumentId, after = 0): Promise<StoredLog> {
  const pieces = (after > 0 ? updatesAfter(db, documentId, after) : snapshotAndUpdates(db, documentId)).as(
    'piece'
  );
  const { isSnapshot, sequence, bytes } = pieces;
  const rows = await db
    .select({ lockedAt: document.lockedAt, isSnapshot, sequence, bytes })
    .from(document)
    .leftJoin(pieces, sql`true`)
    .where(eq(document.id, documentId))
    .orderBy(sequence);
  const stored = rows.flatMap(({ isSnapshot, sequence, bytes }) =>
    sequence === null || bytes === null ? [] : [{ isSnapshot, piece: { sequence, bytes } }]
  );
  return {
    snapshot: stored.find(({ isSnapshot }) => isSnapshot)?.piece,
    updates: stored.filter(({ isSnapshot }) => !isSnapshot).map(({ piece }) => piece),
    locked: rows[0]?.lockedAt != null
  };
}

function snapshotAndUpdates(db: Database, documentId: DocumentId) {
  const { sequence, bytes } = documentSnapshot;
  const snapshot = db
    .select({ isSnapshot: sql<boolean>`true`.as('is_snapshot'), sequence, bytes })
    .from(documentSnapshot)
    .where(eq(documentSnapshot.documentId, documentId));
  const covered = db
    .select({ sequence })
    .from(documentSnapshot)
    .where(eq(documentSnapshot.documentId, documentId));
  return unionAll(snapshot, updatesAfter(db, documentId, sql`coalesce((${covered}), 0)`));
}

function updatesAfter(db: Database, documentId: DocumentId, after: number | SQL) {
  const { sequence, bytes } = documentUpdate;
  return db
    .select({ isSnapshot: sql<boolean>`false`.as('is_snapshot'), sequence, bytes })
    .from(documentUpdate)
    .where(and(eq(documentUpdate.documentId, documentId), gt(sequence, after)));
}

/** The next rows of the log after this one, oldest first: who wrote what, and when. */
export function rowsAfter(db: Database, documentId: DocumentId, after: number, most: number) {
  const { sequence, personId, sessionHash, storedAt, bytes } = documentUpdate;
  return db
    .select({ sequence, personId, sessionHash, storedAt, bytes })
    .from(documentUpdate)
    .where(and(eq(documentUpdate.documentId, documentId), gt(sequence, after)))
    .orderBy(sequence)
    .limit(most);
}

/** Whether nobody may change it. */
export async function isLocked(db: Database, documentId: DocumentId): Promise<boolean> {
  const [row] = await db
    .select({ lockedAt: document.lockedAt })
    .from(document)
    .where(eq(document.id, documentId));
  return row?.lockedAt != null;
}

/** Keeps the snapshot unless a newer one is there. */
export async function keepSnapshot(
  db: Database,
  documentId: DocumentId,
  snapshot: StoredUpdate
): Promise<void> {
  await db
    .insert(documentSnapshot)
    .values({ documentId, ...snapshot })
    .onConflictDoUpdate({
      target: documentSnapshot.documentId,
      set: { ...snapshot },
      setWhere: lt(documentSnapshot.sequence, snapshot.sequence)
    });
}

/** The newest update's sequence of each of these that there is. */
export async function lastSequences(
  db: Database,
  documentIds: readonly DocumentId[]
): Promise<ReadonlyMap<DocumentId, number>> {
  const { id, lastSequence } = document;
  const rows = await db
    .select({ id, lastSequence })
    .from(document)
    .where(inArray(id, [...documentIds]));
  return new Map(rows.map((row) => [row.id, row.lastSequence]));
}

/** The newest update's sequence; 0 for a document nobody has written in. */
export async function lastSequence(db: Database, documentId: DocumentId): Promise<number> {
  return (await lastSequences(db, [documentId])).get(documentId) ?? 0;
}

/**
 * Writes rows as part of a transaction, all or none, and answers the last sequence. For the first text of a new document
 * only: an open document is written to through its room, which alone knows what its people have been sent.
 */
export async function appendUpdates(
  tx: Database,
  documentId: DocumentId,
  rows: readonly LogRow[],
  storedAt: Date
): Promise<number> {
  await tx.select().from(document).where(eq(document.id, documentId)).for('update');
  const after = await lastSequence(tx, documentId);
  const answers = await appendRows(tx, [{ documentId, after, rows }], { storedAt, lockedToo: false });
  if (answers.get(documentId) !== 'stored') throw new Error('The document is locked or does not exist.');
  return after + rows.length;
}
