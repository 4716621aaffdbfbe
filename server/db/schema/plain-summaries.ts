import { sql } from 'drizzle-orm';
import {
  bigint,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex
} from 'drizzle-orm/pg-core';
import type { ClauseId } from '#domain/ids';
import { idColumn, moment } from './columns';
import { member, partnership } from './people';
import { document, specification } from './specifications';

/** The plain-language twin of a clause: its text is a document of its own. */
export const plainSummary = pgTable(
  'plain_summary',
  {
    specificationId: idColumn<'specification'>('specification_id')
      .notNull()
      .references(() => specification.id),
    clauseId: text('clause_id').$type<ClauseId>().notNull(),
    documentId: idColumn<'document'>('document_id')
      .notNull()
      .unique()
      .references(() => document.id),
    /** What the clause was called when the summary was started or last confirmed: shown when the clause is gone. */
    clauseName: text('clause_name').notNull(),
    createdAt: moment('created_at').notNull(),
    createdBy: idColumn<'member'>('created_by')
      .notNull()
      .references(() => member.id),
    /** What stood in the clause and in the summary when somebody said that it is right: SHA-256, hex. Null: nobody has. */
    confirmedClauseHash: text('confirmed_clause_hash'),
    confirmedSummaryHash: text('confirmed_summary_hash'),
    /** The last update of the specification's log that was in the clause then: what it said can be read again. */
    confirmedSequence: bigint('confirmed_sequence', { mode: 'number' }),
    confirmedAt: moment('confirmed_at'),
    confirmedBy: idColumn<'member'>('confirmed_by').references(() => member.id)
  },
  (table) => [primaryKey({ columns: [table.specificationId, table.clauseId] })]
);

/** Somebody has checked that a summary works as easy read. The newest row of a summary counts, while its text stays the same. */
export const easyReadReview = pgTable(
  'easy_read_review',
  {
    id: idColumn<'easy-read-review'>('id').primaryKey(),
    specificationId: idColumn<'specification'>('specification_id').notNull(),
    clauseId: text('clause_id').$type<ClauseId>().notNull(),
    /** The name of who checked it; need not be a member. */
    reviewer: text('reviewer').notNull(),
    /** SHA-256, hex, of the summary that was checked. */
    summaryHash: text('summary_hash').notNull(),
    reviewedAt: moment('reviewed_at').notNull(),
    recordedBy: idColumn<'member'>('recorded_by')
      .notNull()
      .references(() => member.id)
  },
  (table) => [
    foreignKey({
      name: 'easy_read_review_of_summary',
      columns: [table.specificationId, table.clauseId],
      foreignColumns: [plainSummary.specificationId, plainSummary.clauseId]
    }),
    index('easy_read_review_of').on(table.specificationId, table.clauseId)
  ]
);

/** A word that a partnership explains wherever its texts are read. */
export const glossaryTerm = pgTable(
  'glossary_term',
  {
    id: idColumn<'glossary-term'>('id').primaryKey(),
    partnershipId: idColumn<'partnership'>('partnership_id')
      .notNull()
      .references(() => partnership.id),
    term: text('term').notNull(),
    /** Other ways in which it is written: "ICBs", "re-ablement". */
    otherForms: jsonb('other_forms').$type<readonly string[]>().notNull().default([]),
    explanation: text('explanation').notNull(),
    changedAt: moment('changed_at').notNull(),
    /** Null: it came with the partnership. */
    changedBy: idColumn<'member'>('changed_by').references(() => member.id)
  },
  (table) => [uniqueIndex('glossary_term_once').on(table.partnershipId, sql`lower(${table.term})`)]
);
