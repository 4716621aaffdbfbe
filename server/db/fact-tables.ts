import { and, eq } from 'drizzle-orm';
import type { Evidence, OutcomeMeasure } from '#domain/clause-facts';
import type { ClauseId, Id, MemberId, OrganisationId, SpecificationId } from '#domain/ids';
import type { Database } from './database';
import { clauseEvidence, clauseMeasure } from './schema/clause-facts';

/** Which fact: its id, and where it belongs. */
export interface FactKey {
  readonly id: Id<string>;
  readonly specificationId: SpecificationId;
  readonly clause: ClauseId;
}

export interface NewFact<Fields> {
  readonly key: FactKey;
  readonly fields: Fields;
  readonly addedBy: MemberId;
  readonly addedAt: Date;
}

/** The rows of one kind of fact. */
export interface FactTable<Fields> {
  /** Whether it is there, at this clause of this specification; with its row locked. */
  holds(tx: Database, key: FactKey): Promise<boolean>;
  add(tx: Database, fact: NewFact<Fields>): Promise<void>;
  /** Who added it first, and when, stays. */
  change(tx: Database, fact: NewFact<Fields>): Promise<void>;
  remove(tx: Database, key: FactKey): Promise<void>;
}

export type EvidenceFields = Pick<Evidence, 'source' | 'link' | 'dated' | 'population' | 'shows'>;
export type MeasureFields = Pick<OutcomeMeasure, 'name' | 'measure' | 'baseline' | 'target' | 'byWhen'> & {
  readonly ownerId: OrganisationId | null;
};

export const EVIDENCE = factTable<EvidenceFields>(clauseEvidence);
export const MEASURES = factTable<MeasureFields>(clauseMeasure);

/** Both tables have these columns in common; the rest are the kind's own fields. */
type Table = typeof clauseEvidence | typeof clauseMeasure;

function factTable<Fields extends object>(table: Table): FactTable<Fields> {
  const isTheOne = ({ id, specificationId, clause }: FactKey) =>
    and(eq(table.id, id as never), eq(table.specificationId, specificationId), eq(table.clauseId, clause));
  return {
    async holds(tx, key) {
      const rows = await tx.select({ id: table.id }).from(table).where(isTheOne(key)).for('update');
      return rows.length > 0;
    },
    async add(tx, { key, fields, addedBy, addedAt }) {
      const { clause: clauseId, ...place } = key;
      await tx.insert(table).values({ ...place, clauseId, ...fields, addedBy, addedAt } as never);
    },
    async change(tx, { key, fields }) {
      await tx
        .update(table)
        .set(fields as never)
        .where(isTheOne(key));
    },
    async remove(tx, key) {
      await tx.delete(table).where(isTheOne(key));
    }
  };
}
