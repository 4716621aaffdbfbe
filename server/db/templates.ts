import { asc, eq } from 'drizzle-orm';
import type { PartnershipId, TemplateId } from '#domain/ids';
import type { Database } from './database';
import { ownTemplate } from './schema/specifications';

export type TemplateRow = typeof ownTemplate.$inferSelect;

export async function insertTemplate(tx: Database, made: TemplateRow): Promise<void> {
  await tx.insert(ownTemplate).values(made);
}

export async function templateById(db: Database, id: TemplateId): Promise<TemplateRow | undefined> {
  const [row] = await db.select().from(ownTemplate).where(eq(ownTemplate.id, id));
  return row;
}

export async function setMandatory(tx: Database, id: TemplateId, mandatory: string[]): Promise<void> {
  await tx.update(ownTemplate).set({ mandatory }).where(eq(ownTemplate.id, id));
}

export async function removeTemplate(tx: Database, id: TemplateId): Promise<void> {
  await tx.delete(ownTemplate).where(eq(ownTemplate.id, id));
}

/** By name. */
export async function templatesOf(db: Database, partnershipId: PartnershipId): Promise<TemplateRow[]> {
  return db
    .select()
    .from(ownTemplate)
    .where(eq(ownTemplate.partnershipId, partnershipId))
    .orderBy(asc(ownTemplate.name));
}
