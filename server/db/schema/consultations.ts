import { date, index, pgTable, text } from 'drizzle-orm/pg-core';
import type { ConsultationLevel } from '#domain/consultation';
import { idColumn, moment } from './columns';
import { member } from './people';
import { specification } from './specifications';

/** What people were promised before they said anything. The database lets nothing of it be changed but how it ended. */
export const consultation = pgTable(
  'consultation',
  {
    id: idColumn<'consultation'>('id').primaryKey(),
    specificationId: idColumn<'specification'>('specification_id')
      .notNull()
      .references(() => specification.id),
    level: text('level').$type<ConsultationLevel>().notNull(),
    question: text('question').notNull(),
    decider: text('decider').notNull(),
    openedAt: moment('opened_at').notNull(),
    openedBy: idColumn<'member'>('opened_by')
      .notNull()
      .references(() => member.id),
    /** The last day in the United Kingdom; `ends_at` is its end. */
    lastDay: date('last_day').notNull(),
    endsAt: moment('ends_at').notNull(),
    /** Only when it was ended before that. */
    endedAt: moment('ended_at'),
    endedBy: idColumn<'member'>('ended_by').references(() => member.id),
    endedReason: text('ended_reason')
  },
  (table) => [index('consultation_specification').on(table.specificationId)]
);
