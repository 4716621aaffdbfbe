import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { Format, Support } from '#domain/access-needs';
import { idColumn, moment } from './columns';
import { person } from './people';

/** What somebody needs to take part: apart from everything else, and read by few. */
export const accessNeeds = pgTable('access_needs', {
  personId: idColumn<'person'>('person_id')
    .primaryKey()
    .references(() => person.id),
  formats: jsonb('formats').$type<readonly Format[]>().notNull(),
  support: jsonb('support').$type<readonly Support[]>().notNull(),
  language: text('language').notNull(),
  words: text('words').notNull(),
  /** When they were stated, or said to be still right. */
  confirmedAt: moment('confirmed_at').notNull()
});
