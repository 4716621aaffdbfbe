import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex
} from 'drizzle-orm/pg-core';
import type { StakeholderGroup } from '#domain/membership';
import { idColumn, moment } from './columns';
import { member, partnership } from './people';
import { specification } from './specifications';

/** Everything but `closedAt` is frozen when the ballot opens. */
export const ballot = pgTable(
  'ballot',
  {
    id: idColumn<'ballot'>('id').primaryKey(),
    partnershipId: idColumn<'partnership'>('partnership_id')
      .notNull()
      .references(() => partnership.id),
    specificationId: idColumn<'specification'>('specification_id').references(() => specification.id),
    title: text('title').notNull(),
    question: text('question').notNull(),
    /** What the result feeds and who decides, in one sentence. */
    purpose: text('purpose').notNull(),
    /** How votes are counted; see domain/tally. */
    method: text('method').$type<'borda'>().notNull(),
    openedAt: moment('opened_at').notNull(),
    openedBy: idColumn<'member'>('opened_by')
      .notNull()
      .references(() => member.id),
    /** Voting ends here by the database clock, or earlier when someone closes it. */
    closesAt: moment('closes_at').notNull(),
    closedAt: moment('closed_at')
  },
  (table) => [index('ballot_partnership').on(table.partnershipId)]
);

export const ballotOption = pgTable(
  'ballot_option',
  {
    ballotId: idColumn<'ballot'>('ballot_id')
      .notNull()
      .references(() => ballot.id),
    /** Short name within the ballot, e.g. "P1". */
    key: text('key').notNull(),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull(),
    /** Pounds a year, when known. */
    annualCost: bigint('annual_cost', { mode: 'number' }),
    /** People helped a year, an estimate, when known. */
    peopleAYear: integer('people_a_year')
  },
  (table) => [primaryKey({ columns: [table.ballotId, table.key] })]
);

/** The electoral roll, frozen at opening: who may vote, in which group, and whether they have. */
export const ballotVoter = pgTable(
  'ballot_voter',
  {
    ballotId: idColumn<'ballot'>('ballot_id')
      .notNull()
      .references(() => ballot.id),
    /** Null for somebody without an account, whose vote a helper enters. */
    memberId: idColumn<'member'>('member_id').references(() => member.id),
    /** Which of the group's lines without a name it is, from 1; null beside a member. */
    assistedLine: integer('assisted_line'),
    stakeholderGroup: text('stakeholder_group').$type<StakeholderGroup>().notNull(),
    hasVoted: boolean('has_voted').notNull()
  },
  (table) => [
    unique('ballot_voter_member').on(table.ballotId, table.memberId),
    // Of lines without a name alone, so that the roll is written anew by the other one, in the order of members.
    uniqueIndex('ballot_voter_assisted')
      .on(table.ballotId, table.stakeholderGroup, table.assistedLine)
      .where(sql`${table.assistedLine} is not null`),
    check('ballot_voter_who', sql`num_nonnulls(${table.memberId}, ${table.assistedLine}) = 1`)
  ]
);

/** Who entered votes for people without an account: neither how many, nor when, nor whose. */
export const ballotHelper = pgTable(
  'ballot_helper',
  {
    ballotId: idColumn<'ballot'>('ballot_id')
      .notNull()
      .references(() => ballot.id),
    memberId: idColumn<'member'>('member_id')
      .notNull()
      .references(() => member.id)
  },
  (table) => [primaryKey({ columns: [table.ballotId, table.memberId] })]
);

/**
 * A vote without its voter: random id, no time, no order, so that no later reader of the database can join it
 * to a name. Re-written in random order when the ballot closes.
 */
export const ballotPaper = pgTable(
  'ballot_paper',
  {
    id: idColumn<'ballot-paper'>('id').primaryKey(),
    ballotId: idColumn<'ballot'>('ballot_id')
      .notNull()
      .references(() => ballot.id),
    stakeholderGroup: text('stakeholder_group').$type<StakeholderGroup>().notNull(),
    /** Option keys, first choice first. */
    ranking: jsonb('ranking').$type<string[]>().notNull()
  },
  (table) => [index('ballot_paper_ballot').on(table.ballotId)]
);
