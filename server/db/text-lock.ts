import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { DocumentId, MemberId } from '#domain/ids';
import type { Database } from './database';
import { member, person } from './schema/people';
import { document } from './schema/specifications';

/** A text that nobody may change: since when, and who closed it. */
export interface TextLock {
  readonly closedAt: Date;
  /** A name; null when it was not closed by a member. */
  readonly closedBy: string | null;
}

/** Null: it is open. */
export async function textLock(db: Database, documentId: DocumentId): Promise<TextLock | null> {
  const [row] = await db
    .select({ closedAt: document.lockedAt, closedBy: person.name })
    .from(document)
    .leftJoin(member, eq(member.id, document.lockedBy))
    .leftJoin(person, eq(person.id, member.personId))
    .where(eq(document.id, documentId));
  return row?.closedAt ? { closedAt: row.closedAt, closedBy: row.closedBy } : null;
}

/** From its commit on the log takes no row of them. One that is closed already stays as it is. */
export async function closeTexts(
  tx: Database,
  documentIds: readonly DocumentId[],
  { at, by }: { at: Date; by: MemberId }
): Promise<void> {
  await tx
    .update(document)
    .set({ lockedAt: at, lockedBy: by })
    .where(and(inArray(document.id, [...documentIds]), isNull(document.lockedAt)));
}

export async function openTexts(tx: Database, documentIds: readonly DocumentId[]): Promise<void> {
  await tx
    .update(document)
    .set({ lockedAt: null, lockedBy: null })
    .where(inArray(document.id, [...documentIds]));
}
