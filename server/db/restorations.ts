import { eq } from 'drizzle-orm';
import type { DocumentId, MemberId, VersionId } from '#domain/ids';
import type { Database } from './database';
import { specificationVersion, textRestoration } from './schema/specifications';

/** An edit that brought a version back, or one clause of it. */
export interface Restoration {
  readonly documentId: DocumentId;
  /** Its row of the log. */
  readonly sequence: number;
  readonly versionId: VersionId;
  /** The words of the clause's heading; empty for the whole text. */
  readonly clause: string;
  readonly restoredBy: MemberId;
  readonly restoredAt: Date;
}

export async function insertRestoration(tx: Database, made: Restoration): Promise<void> {
  await tx.insert(textRestoration).values(made);
}

/** By row of the log: which version's words came back in it. */
export async function restoredVersions(
  db: Database,
  documentId: DocumentId
): Promise<ReadonlyMap<number, number>> {
  const rows = await db
    .select({ sequence: textRestoration.sequence, number: specificationVersion.number })
    .from(textRestoration)
    .innerJoin(specificationVersion, eq(specificationVersion.id, textRestoration.versionId))
    .where(eq(textRestoration.documentId, documentId));
  return new Map(rows.map(({ sequence, number }) => [sequence, number]));
}
