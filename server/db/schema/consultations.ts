import { date, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ConsultationLevel, ConsultationMoment } from '#domain/consultation';
import type { ExperienceAnswers } from '#domain/experience';
import type { StakeholderGroup } from '#domain/membership';
import { idColumn, moment } from './columns';
import { member } from './people';
import { specification, specificationVersion } from './specifications';

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

/** The text as it stood when a consultation opened, and when it was over. Rows are never changed or removed: the database refuses it. */
export const consultationText = pgTable(
  'consultation_text',
  {
    consultationId: idColumn<'consultation'>('consultation_id')
      .notNull()
      .references(() => consultation.id),
    moment: text('moment').$type<ConsultationMoment>().notNull(),
    /** Null where there was nothing to freeze. */
    versionId: idColumn<'version'>('version_id').references(() => specificationVersion.id)
  },
  (table) => [primaryKey({ columns: [table.consultationId, table.moment] })]
);

/**
 * What somebody said of taking part: no time, and while the consultation is open who said it, so that they can change it. Once it is over
 * all its rows are written anew under new random ids without who said them.
 */
export const experienceAnswer = pgTable(
  'experience_answer',
  {
    id: idColumn<'experience-answer'>('id').primaryKey(),
    consultationId: idColumn<'consultation'>('consultation_id')
      .notNull()
      .references(() => consultation.id),
    /** Null once the consultation is over. */
    answeredBy: idColumn<'member'>('answered_by').references(() => member.id),
    stakeholderGroup: text('stakeholder_group').$type<StakeholderGroup>().notNull(),
    answers: jsonb('answers').$type<ExperienceAnswers>().notNull()
  },
  (table) => [uniqueIndex('experience_answer_once').on(table.consultationId, table.answeredBy)]
);
