import type { DocumentId, MemberId, VersionId } from '#domain/ids';
import type { Database } from './database';
import { textRestoration } from './schema/specifications';

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
