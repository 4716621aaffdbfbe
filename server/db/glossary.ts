import { and, eq, ne, sql } from 'drizzle-orm';
import { byTerm, type GlossaryTerm } from '#domain/glossary';
import type { GlossaryTermId, MemberId, NewId, PartnershipId } from '#domain/ids';
import { STARTER_TERMS } from '../glossary/starter-terms';
import type { Database } from './database';
import { glossaryTerm } from './schema/plain-summaries';

export type TermRow = typeof glossaryTerm.$inferSelect;

/** The words that a partnership explains, in alphabetical order. */
export async function termsOf(db: Database, partnershipId: PartnershipId): Promise<GlossaryTerm[]> {
  const { id, term, otherForms, explanation } = glossaryTerm;
  const rows = await db
    .select({ id, term, otherForms, explanation })
    .from(glossaryTerm)
    .where(eq(glossaryTerm.partnershipId, partnershipId));
  return rows.sort(byTerm);
}

export async function termById(db: Database, id: GlossaryTermId): Promise<TermRow | undefined> {
  const [row] = await db.select().from(glossaryTerm).where(eq(glossaryTerm.id, id)).for('update');
  return row;
}

/** Whether another term of the partnership has this name; capitals do not make it another. */
export async function termTaken(
  db: Database,
  { partnershipId, term, but }: { partnershipId: PartnershipId; term: string; but?: GlossaryTermId }
): Promise<boolean> {
  const same = sql`lower(${glossaryTerm.term}) = lower(${term})`;
  const rows = await db
    .select({ id: glossaryTerm.id })
    .from(glossaryTerm)
    .where(
      and(eq(glossaryTerm.partnershipId, partnershipId), same, but ? ne(glossaryTerm.id, but) : undefined)
    );
  return rows.length > 0;
}

export async function countTerms(db: Database, partnershipId: PartnershipId): Promise<number> {
  return db.$count(glossaryTerm, eq(glossaryTerm.partnershipId, partnershipId));
}

export async function insertTerm(tx: Database, row: TermRow): Promise<void> {
  await tx.insert(glossaryTerm).values(row);
}

export interface TermChange {
  readonly term: string;
  readonly otherForms: readonly string[];
  readonly explanation: string;
  readonly changedAt: Date;
  readonly changedBy: MemberId;
}

export async function updateTerm(tx: Database, id: GlossaryTermId, change: TermChange): Promise<void> {
  await tx.update(glossaryTerm).set(change).where(eq(glossaryTerm.id, id));
}

export async function deleteTerm(tx: Database, id: GlossaryTermId): Promise<void> {
  await tx.delete(glossaryTerm).where(eq(glossaryTerm.id, id));
}

/** What every new partnership begins with. */
export async function plantGlossary(
  tx: Database,
  { partnershipId, newId, now }: { partnershipId: PartnershipId; newId: NewId; now: Date }
): Promise<void> {
  const rows = STARTER_TERMS.map(({ term, otherForms = [], explanation }) => ({
    id: newId<'glossary-term'>(),
    partnershipId,
    term,
    otherForms,
    explanation,
    changedAt: now,
    changedBy: null
  }));
  await tx.insert(glossaryTerm).values(rows);
}
