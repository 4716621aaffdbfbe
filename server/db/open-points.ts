import { and, asc, eq, isNull } from 'drizzle-orm';
import type { DecisionId, MemberId, OpenPointId, PartnershipId, SpecificationId } from '#domain/ids';
import type { Database } from './database';
import { decision } from './schema/decisions';
import { openPoint } from './schema/open-points';
import { specification, specificationVersion } from './schema/specifications';

export type OpenPointRow = typeof openPoint.$inferSelect;

export async function insertOpenPoint(tx: Database, made: OpenPointRow): Promise<void> {
  await tx.insert(openPoint).values(made);
}

export interface Resolution {
  readonly resolution: string;
  readonly resolvedBy: MemberId;
  readonly resolvedAt: Date;
}

export async function resolvePoint(tx: Database, id: OpenPointId, how: Resolution): Promise<void> {
  await tx.update(openPoint).set(how).where(eq(openPoint.id, id));
}

/** One of them, locked until the transaction ends: of two resolutions at the same time one comes second. */
export async function lockOpenPoint(tx: Database, id: OpenPointId): Promise<OpenPointRow | undefined> {
  const [row] = await tx.select().from(openPoint).where(eq(openPoint.id, id)).for('update');
  return row;
}

/** Oldest first. */
export function openPointsOn(db: Database, specificationId: SpecificationId): Promise<OpenPointRow[]> {
  return db
    .select()
    .from(openPoint)
    .where(eq(openPoint.specificationId, specificationId))
    .orderBy(asc(openPoint.raisedAt), asc(openPoint.id));
}

/** What a member is to settle and has not, oldest first. */
export function pointsAwaiting(db: Database, ownerId: MemberId, partnershipId: PartnershipId) {
  const { id, kind, words, specificationId } = openPoint;
  return db
    .select({ id, kind, words, specificationId, title: specification.title })
    .from(openPoint)
    .innerJoin(specification, eq(specification.id, specificationId))
    .where(
      and(
        eq(openPoint.ownerId, ownerId),
        eq(specification.partnershipId, partnershipId),
        isNull(openPoint.resolvedAt)
      )
    )
    .orderBy(asc(openPoint.raisedAt), asc(openPoint.id));
}

/** Decisions that rest on a version of this specification. */
export async function decisionsOn(db: Database, specificationId: SpecificationId): Promise<DecisionId[]> {
  const rows = await db
    .select({ id: decision.id })
    .from(decision)
    .innerJoin(specificationVersion, eq(specificationVersion.id, decision.versionId))
    .where(eq(specificationVersion.specificationId, specificationId));
  return rows.map(({ id }) => id);
}
