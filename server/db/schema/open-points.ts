import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { ClauseId } from '#domain/ids';
import type { OpenPointKind } from '#domain/open-point';
import { idColumn, moment } from './columns';
import { member } from './people';
import { specification } from './specifications';

/** Two Yjs relative positions as JSON, as for a comment. */
interface StoredAnchor {
  start: unknown;
  end: unknown;
}

/** A question or a contradiction that somebody is to settle. */
export const openPoint = pgTable(
  'open_point',
  {
    id: idColumn<'open-point'>('id').primaryKey(),
    specificationId: idColumn<'specification'>('specification_id')
      .notNull()
      .references(() => specification.id),
    kind: text('kind').$type<OpenPointKind>().notNull(),
    words: text('words').notNull(),
    anchor: jsonb('anchor').$type<StoredAnchor>().notNull(),
    quote: text('quote').notNull(),
    /** The clause that the words stood in, and what it was called; null before the first clause. */
    clauseId: text('clause_id').$type<ClauseId>(),
    clauseName: text('clause_name'),
    /** Other words of the text that contradict it; null when there are none. */
    otherAnchor: jsonb('other_anchor').$type<StoredAnchor>(),
    otherQuote: text('other_quote'),
    otherClauseId: text('other_clause_id').$type<ClauseId>(),
    otherClauseName: text('other_clause_name'),
    /** Something outside the text that contradicts it, in words; empty when there is nothing. */
    outside: text('outside').notNull(),
    ownerId: idColumn<'member'>('owner_id')
      .notNull()
      .references(() => member.id),
    raisedBy: idColumn<'member'>('raised_by')
      .notNull()
      .references(() => member.id),
    raisedAt: moment('raised_at').notNull(),
    resolution: text('resolution'),
    resolvedBy: idColumn<'member'>('resolved_by').references(() => member.id),
    resolvedAt: moment('resolved_at')
  },
  (table) => [
    index('open_point_specification').on(table.specificationId),
    index('open_point_owner').on(table.ownerId)
  ]
);
