import { boolean, date, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Role, StakeholderGroup } from '#domain/membership';
import { idColumn, moment } from './columns';

export const person = pgTable('person', {
  id: idColumn<'person'>('id').primaryKey(),
  /** Always lower case. Null: a guest, who came by an invitation. */
  email: text('email').unique(),
  name: text('name').notNull(),
  /** argon2id, PHC string. Null: this person has no password yet. */
  passwordHash: text('password_hash'),
  createdAt: moment('created_at').notNull(),
  disabledAt: moment('disabled_at')
});

export const session = pgTable(
  'session',
  {
    /** SHA-256 of the cookie's token, hex. The token itself is stored nowhere. */
    tokenHash: text('token_hash').primaryKey(),
    personId: idColumn<'person'>('person_id')
      .notNull()
      .references(() => person.id),
    createdAt: moment('created_at').notNull(),
    /** Moved on while the session is used (idle limit), never past the absolute limit. */
    expiresAt: moment('expires_at').notNull()
  },
  (table) => [index('session_person').on(table.personId)]
);

export const organisation = pgTable('organisation', {
  id: idColumn<'organisation'>('id').primaryKey(),
  name: text('name').notNull(),
  shortName: text('short_name').notNull(),
  /** "integrated-care-board", "council", "gp-federation", … : data, since bodies merge and change. */
  kind: text('kind').notNull(),
  startsOn: date('starts_on'),
  endsOn: date('ends_on'),
  successorId: idColumn<'organisation'>('successor_id')
});

export const partnership = pgTable('partnership', {
  id: idColumn<'partnership'>('id').primaryKey(),
  name: text('name').notNull(),
  purpose: text('purpose').notNull(),
  localityName: text('locality_name').notNull(),
  localityDefinition: text('locality_definition').notNull(),
  createdAt: moment('created_at').notNull()
});

export const neighbourhood = pgTable(
  'neighbourhood',
  {
    partnershipId: idColumn<'partnership'>('partnership_id')
      .notNull()
      .references(() => partnership.id),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    population: integer('population').notNull(),
    aged65Plus: integer('aged_65_plus').notNull(),
    aged80Plus: integer('aged_80_plus').notNull()
  },
  (table) => [primaryKey({ columns: [table.partnershipId, table.position] })]
);

export const member = pgTable(
  'member',
  {
    id: idColumn<'member'>('id').primaryKey(),
    partnershipId: idColumn<'partnership'>('partnership_id')
      .notNull()
      .references(() => partnership.id),
    personId: idColumn<'person'>('person_id')
      .notNull()
      .references(() => person.id),
    organisationId: idColumn<'organisation'>('organisation_id')
      .notNull()
      .references(() => organisation.id),
    stakeholderGroup: text('stakeholder_group').$type<StakeholderGroup>().notNull(),
    jobTitle: text('job_title').notNull(),
    joinedAt: moment('joined_at').notNull(),
    leftAt: moment('left_at'),
    /** Nobody's seat: words without a name are kept under it that were parted from whoever wrote them. Listed and counted nowhere. */
    wordsOnly: boolean('words_only').notNull().default(false)
  },
  (table) => [
    uniqueIndex('member_once').on(table.partnershipId, table.personId),
    index('member_person').on(table.personId)
  ]
);

export const memberRole = pgTable(
  'member_role',
  {
    memberId: idColumn<'member'>('member_id')
      .notNull()
      .references(() => member.id),
    role: text('role').$type<Role>().notNull()
  },
  (table) => [primaryKey({ columns: [table.memberId, table.role] })]
);

/** The one-time link that `npm start` prints while nobody can sign in yet. */
export const setUpLink = pgTable('set_up_link', {
  tokenHash: text('token_hash').primaryKey(),
  createdAt: moment('created_at').notNull(),
  usedAt: moment('used_at')
});
