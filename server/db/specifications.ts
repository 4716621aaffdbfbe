import { desc, eq } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { DocumentId, MemberId, PartnershipId, PersonId, SpecificationId } from '#domain/ids';
import type { OwnTerms } from '#schema/own-template';
import type { Database } from './database';
import { appendUpdates } from './documents';
import { plainSummary } from './schema/plain-summaries';
import { document, specification, specificationVersion } from './schema/specifications';

export interface NewSpecification {
  readonly id: SpecificationId;
  readonly documentId: DocumentId;
  readonly partnershipId: PartnershipId;
  readonly title: string;
  readonly serviceNumber: string;
  readonly createdAt: Date;
  readonly createdBy: MemberId;
  readonly personId: PersonId;
  readonly sessionHash: string;
  readonly origin: 'template' | 'word-file';
  readonly sourceFileName: string | null;
  readonly ownTerms: OwnTerms | null;
  readonly importReport: unknown;
  /** The first update of its document: the whole text. */
  readonly bytes: Uint8Array;
}

/** The specification, its document and the document's first update. */
export async function insertSpecification(tx: Database, made: NewSpecification): Promise<SpecificationRow> {
  const { documentId, createdAt, personId, sessionHash, bytes, ...row } = made;
  await tx.insert(document).values({ id: documentId, createdAt });
  await appendUpdates(tx, documentId, [{ personId, sessionHash, bytes }], createdAt);
  const [inserted] = await tx
    .insert(specification)
    .values({ ...row, documentId, createdAt })
    .returning();
  return inserted!;
}

export type SpecificationRow = typeof specification.$inferSelect;

export async function specificationById(
  db: Database,
  id: SpecificationId
): Promise<SpecificationRow | undefined> {
  const [row] = await db.select().from(specification).where(eq(specification.id, id));
  return row;
}

/** What its text took over from the partnership's own template. */
export async function ownTermsOf(db: Database, id: SpecificationId): Promise<OwnTerms | null> {
  const [row] = await db
    .select({ ownTerms: specification.ownTerms })
    .from(specification)
    .where(eq(specification.id, id));
  return row?.ownTerms ?? null;
}

/** Whose text a document is, a specification's own or one of its plain summaries'; undefined when it is nobody's. One question. */
export async function placeOf(
  db: Database,
  documentId: DocumentId
): Promise<{ specificationId: SpecificationId; partnershipId: PartnershipId } | undefined> {
  const place = { specificationId: specification.id, partnershipId: specification.partnershipId };
  const asText = db.select(place).from(specification).where(eq(specification.documentId, documentId));
  const asSummary = db
    .select(place)
    .from(plainSummary)
    .innerJoin(specification, eq(specification.id, plainSummary.specificationId))
    .where(eq(plainSummary.documentId, documentId));
  const [found] = await unionAll(asText, asSummary);
  return found;
}

/** Newest first. */
export async function specificationsOf(
  db: Database,
  partnershipId: PartnershipId
): Promise<SpecificationRow[]> {
  return db
    .select()
    .from(specification)
    .where(eq(specification.partnershipId, partnershipId))
    .orderBy(desc(specification.createdAt), desc(specification.id));
}

/** Frozen versions without their text, newest first. */
export async function versionsOf(db: Database, specificationId: SpecificationId) {
  return db
    .select({
      id: specificationVersion.id,
      number: specificationVersion.number,
      label: specificationVersion.label,
      hash: specificationVersion.hash,
      logSequence: specificationVersion.logSequence,
      frozenAt: specificationVersion.frozenAt
    })
    .from(specificationVersion)
    .where(eq(specificationVersion.specificationId, specificationId))
    .orderBy(desc(specificationVersion.number));
}
