import { and, eq } from 'drizzle-orm';
import type { BudgetLine } from '#domain/clause-facts';
import type { BudgetLineId, OrganisationId, SpecificationId } from '#domain/ids';
import type { Database } from './database';
import type { FactKey, FactTable, NewFact } from './fact-tables';
import { clauseBudgetLine, clauseBudgetLink } from './schema/clause-facts';

export type BudgetLineFields = Pick<BudgetLine, 'label' | 'pencePerYear' | 'note'> & {
  readonly payerId: OrganisationId;
};

/** As a fact of a clause; it may be one of other clauses too. */
export const BUDGET_LINES: FactTable<BudgetLineFields> = {
  async holds(tx, key) {
    if (!(await holdLine(tx, key))) return false;
    const rows = await tx.select().from(clauseBudgetLink).where(isTheLink(key));
    return rows.length > 0;
  },

  async add(tx, { key, fields, addedBy, addedAt }) {
    const { id, specificationId } = key;
    await tx
      .insert(clauseBudgetLine)
      .values({ id: lineOf(id), specificationId, ...fields, addedBy, addedAt });
    await linkLine(tx, { key, addedBy, addedAt });
  },

  /** For every clause that it pays for. */
  async change(tx, { key, fields }) {
    await tx.update(clauseBudgetLine).set(fields).where(isTheLine(key));
  },

  /** From this clause; the line itself when it pays for no other. */
  async remove(tx, key) {
    await tx.delete(clauseBudgetLink).where(isTheLink(key));
    const left = await tx.$count(clauseBudgetLink, eq(clauseBudgetLink.lineId, lineOf(key.id)));
    if (left === 0) await tx.delete(clauseBudgetLine).where(isTheLine(key));
  }
};

/** Whether the specification has it; with its row locked: who links it and who takes it away come one after the other. */
export async function holdLine(
  tx: Database,
  key: { readonly id: FactKey['id']; readonly specificationId: SpecificationId }
): Promise<boolean> {
  const rows = await tx
    .select({ id: clauseBudgetLine.id })
    .from(clauseBudgetLine)
    .where(isTheLine(key))
    .for('update');
  return rows.length > 0;
}

/** Linking what is linked already changes nothing. */
export async function linkLine(
  tx: Database,
  { key, addedBy, addedAt }: Omit<NewFact<unknown>, 'fields'>
): Promise<void> {
  const { id, specificationId, clause: clauseId } = key;
  const link = { lineId: lineOf(id), specificationId, clauseId, linkedBy: addedBy, linkedAt: addedAt };
  await tx.insert(clauseBudgetLink).values(link).onConflictDoNothing();
}

function isTheLine({ id, specificationId }: Pick<FactKey, 'id' | 'specificationId'>) {
  return and(eq(clauseBudgetLine.id, lineOf(id)), eq(clauseBudgetLine.specificationId, specificationId));
}

function isTheLink({ id, specificationId, clause }: FactKey) {
  const { lineId, specificationId: of, clauseId } = clauseBudgetLink;
  return and(eq(lineId, lineOf(id)), eq(of, specificationId), eq(clauseId, clause));
}

function lineOf(id: FactKey['id']): BudgetLineId {
  return id as BudgetLineId;
}
