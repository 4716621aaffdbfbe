import { and, eq } from 'drizzle-orm';
import type { ResponsibilityKind } from '#domain/clause-facts';
import type { ClauseId, MemberId, OrganisationId, SpecificationId } from '#domain/ids';
import type { Database } from './database';
import { clauseOpenOwner, clauseResponsibility } from './schema/clause-facts';

export interface ResponsibilityKey {
  readonly specificationId: SpecificationId;
  readonly clauseId: ClauseId;
  readonly organisationId: OrganisationId;
  readonly kind: ResponsibilityKind;
}

interface Kept {
  readonly setBy: MemberId;
  readonly setAt: Date;
}

export async function isResponsible(db: Database, key: ResponsibilityKey): Promise<boolean> {
  const rows = await db.select().from(clauseResponsibility).where(isTheOne(key));
  return rows.length > 0;
}

export async function giveResponsibility(tx: Database, key: ResponsibilityKey, kept: Kept): Promise<void> {
  await tx.insert(clauseResponsibility).values({ ...key, ...kept });
}

export async function takeResponsibility(tx: Database, key: ResponsibilityKey): Promise<void> {
  await tx.delete(clauseResponsibility).where(isTheOne(key));
}

function isTheOne({ specificationId, clauseId, organisationId, kind }: ResponsibilityKey) {
  return and(
    eq(clauseResponsibility.specificationId, specificationId),
    eq(clauseResponsibility.clauseId, clauseId),
    eq(clauseResponsibility.organisationId, organisationId),
    eq(clauseResponsibility.kind, kind)
  );
}

interface ClauseKey {
  readonly specificationId: SpecificationId;
  readonly clauseId: ClauseId;
}

export async function ownerIsOpen(db: Database, key: ClauseKey): Promise<boolean> {
  const rows = await db.select().from(clauseOpenOwner).where(isOpenAt(key));
  return rows.length > 0;
}

export async function openOwner(tx: Database, key: ClauseKey, kept: Kept): Promise<void> {
  await tx.insert(clauseOpenOwner).values({ ...key, ...kept });
}

export async function stopLeavingOpen(tx: Database, key: ClauseKey): Promise<void> {
  await tx.delete(clauseOpenOwner).where(isOpenAt(key));
}

function isOpenAt({ specificationId, clauseId }: ClauseKey) {
  return and(eq(clauseOpenOwner.specificationId, specificationId), eq(clauseOpenOwner.clauseId, clauseId));
}
