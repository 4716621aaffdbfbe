import { bigint, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { ClauseId } from '#domain/ids';
import type { ResponsibilityKind } from '#domain/clause-facts';
import { idColumn, moment } from './columns';
import { member, organisation } from './people';
import { specification } from './specifications';

/**
 * What partners keep about a clause stands under the id that the clause has in the text. The text is not in the
 * database's tables, so nothing here can point at a clause: `clauseHeading` remembers what it was called.
 */
const clauseColumns = () => ({
  specificationId: idColumn<'specification'>('specification_id')
    .notNull()
    .references(() => specification.id),
  clauseId: text('clause_id').$type<ClauseId>().notNull()
});

const owner = (name: string) => idColumn<'organisation'>(name).references(() => organisation.id);

const keeper = (name: string) =>
  idColumn<'member'>(name)
    .notNull()
    .references(() => member.id);

/** A clause's last known heading, for facts whose clause was deleted. Written with every fact and every frozen version. */
export const clauseHeading = pgTable(
  'clause_heading',
  {
    ...clauseColumns(),
    number: text('number'),
    heading: text('heading').notNull(),
    knownAt: moment('known_at').notNull()
  },
  (table) => [primaryKey({ columns: [table.specificationId, table.clauseId] })]
);

export const clauseResponsibility = pgTable(
  'clause_responsibility',
  {
    ...clauseColumns(),
    organisationId: owner('organisation_id').notNull(),
    kind: text('kind').$type<ResponsibilityKind>().notNull(),
    setBy: keeper('set_by'),
    setAt: moment('set_at').notNull()
  },
  (table) => [
    primaryKey({ columns: [table.specificationId, table.clauseId, table.organisationId, table.kind] })
  ]
);

/** Clauses whose owner is still to be found: they take none from the clause above. */
export const clauseOpenOwner = pgTable(
  'clause_open_owner',
  { ...clauseColumns(), setBy: keeper('set_by'), setAt: moment('set_at').notNull() },
  (table) => [primaryKey({ columns: [table.specificationId, table.clauseId] })]
);

export const clauseEvidence = pgTable(
  'clause_evidence',
  {
    id: idColumn<'evidence'>('id').primaryKey(),
    ...clauseColumns(),
    source: text('source').notNull(),
    /** A link that the allow-list let by; empty when there is none. */
    link: text('link').notNull(),
    /** In words, since sources say "2022/23". */
    dated: text('dated').notNull(),
    population: text('population').notNull(),
    shows: text('shows').notNull(),
    addedBy: keeper('added_by'),
    addedAt: moment('added_at').notNull()
  },
  (table) => [index('clause_evidence_specification').on(table.specificationId)]
);

export const clauseMeasure = pgTable(
  'clause_measure',
  {
    id: idColumn<'measure'>('id').primaryKey(),
    ...clauseColumns(),
    name: text('name').notNull(),
    measure: text('measure').notNull(),
    baseline: text('baseline').notNull(),
    target: text('target').notNull(),
    byWhen: text('by_when').notNull(),
    ownerId: owner('owner_id'),
    addedBy: keeper('added_by'),
    addedAt: moment('added_at').notNull()
  },
  (table) => [index('clause_measure_specification').on(table.specificationId)]
);

/** It pays for the clauses that `clauseBudgetLink` names, at least for one. */
export const clauseBudgetLine = pgTable(
  'clause_budget_line',
  {
    id: idColumn<'budget-line'>('id').primaryKey(),
    specificationId: clauseColumns().specificationId,
    label: text('label').notNull(),
    pencePerYear: bigint('pence_per_year', { mode: 'number' }).notNull(),
    payerId: owner('payer_id').notNull(),
    note: text('note').notNull(),
    addedBy: keeper('added_by'),
    addedAt: moment('added_at').notNull()
  },
  (table) => [index('clause_budget_line_specification').on(table.specificationId)]
);

export const clauseBudgetLink = pgTable(
  'clause_budget_link',
  {
    ...clauseColumns(),
    lineId: idColumn<'budget-line'>('line_id')
      .notNull()
      .references(() => clauseBudgetLine.id),
    linkedBy: keeper('linked_by'),
    linkedAt: moment('linked_at').notNull()
  },
  (table) => [
    primaryKey({ columns: [table.lineId, table.clauseId] }),
    index('clause_budget_link_specification').on(table.specificationId)
  ]
);
