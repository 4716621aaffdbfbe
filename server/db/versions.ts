import { and, desc, eq, inArray } from 'drizzle-orm';
import type { SpecificationId, VersionId } from '#domain/ids';
import type { Database } from './database';
import { specification, specificationVersion } from './schema/specifications';
import type { SpecificationRow } from './specifications';

export type VersionRow = typeof specificationVersion.$inferSelect;

/** A version without its texts. */
export type VersionSummaryRow = Pick<
  VersionRow,
  'id' | 'number' | 'label' | 'occasion' | 'title' | 'hash' | 'frozenAt' | 'frozenBy'
>;

/** The specification with its row locked: of two people who freeze at the same time one comes second. */
export async function lockedSpecification(
  tx: Database,
  id: SpecificationId
): Promise<SpecificationRow | undefined> {
  const [row] = await tx.select().from(specification).where(eq(specification.id, id)).for('update');
  return row;
}

export async function insertVersion(tx: Database, made: VersionRow): Promise<void> {
  await tx.insert(specificationVersion).values(made);
}

/** The version with the highest number. */
export async function newestVersion(db: Database, id: SpecificationId): Promise<VersionRow | undefined> {
  const [row] = await db
    .select()
    .from(specificationVersion)
    .where(eq(specificationVersion.specificationId, id))
    .orderBy(desc(specificationVersion.number))
    .limit(1);
  return row;
}

export async function versionByNumber(
  db: Database,
  id: SpecificationId,
  number: number
): Promise<VersionRow | undefined> {
  const [row] = await db
    .select()
    .from(specificationVersion)
    .where(and(eq(specificationVersion.specificationId, id), eq(specificationVersion.number, number)));
  return row;
}

/** Every version without its text, newest first. */
export async function versionSummaries(db: Database, id: SpecificationId): Promise<VersionSummaryRow[]> {
  const { id: versionId, number, label, occasion, title, hash, frozenAt, frozenBy } = specificationVersion;
  return db
    .select({ id: versionId, number, label, occasion, title, hash, frozenAt, frozenBy })
    .from(specificationVersion)
    .where(eq(specificationVersion.specificationId, id))
    .orderBy(desc(number));
}

/** The texts of these versions, in any order. */
export async function versionTexts(
  db: Database,
  ids: readonly VersionId[]
): Promise<Pick<VersionRow, 'id' | 'canonical' | 'hash' | 'clauseIds'>[]> {
  const { id, canonical, hash, clauseIds } = specificationVersion;
  return db
    .select({ id, canonical, hash, clauseIds })
    .from(specificationVersion)
    .where(inArray(id, [...ids]));
}
