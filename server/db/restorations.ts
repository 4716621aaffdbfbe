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

/** A version as it is found again in the log. */
export interface RestoredVersion {
  readonly number: number;
  readonly logSequence: number;
  readonly hash: string;
}

/** The rows of a document's log that brought a version back, each with the version. */
export async function restoredVersions(
  db: Database,
  id: DocumentId
): Promise<ReadonlyMap<number, RestoredVersion>> {
  const { sequence, documentId, versionId } = textRestoration;
  const { number, logSequence, hash } = specificationVersion;
  const rows = await db
    .select({ sequence, version: { number, logSequence, hash } })
    .from(textRestoration)
    .innerJoin(specificationVersion, eq(specificationVersion.id, versionId))
    .where(eq(documentId, id));
  return new Map(rows.map((row) => [row.sequence, row.version]));
}
