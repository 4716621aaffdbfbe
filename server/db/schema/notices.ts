import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { FIRST_CHOICE, type Digest } from '#domain/mail-choice';
import type { NoticeKind } from '#domain/notice';
import { idColumn, moment } from './columns';
import { member, person } from './people';

/** Something that a member is told of. It holds no words: what it says is looked up when it is shown. */
export const notice = pgTable(
  'notice',
  {
    id: idColumn<'notice'>('id').primaryKey(),
    memberId: idColumn<'member'>('member_id')
      .notNull()
      .references(() => member.id),
    kind: text('kind').$type<NoticeKind>().notNull(),
    /** The comment, the ballot or the decision, as the kind says. */
    aboutId: uuid('about_id').notNull(),
    madeAt: moment('made_at').notNull(),
    readAt: moment('read_at'),
    /** When it was put into an e-mail. */
    mailedAt: moment('mailed_at')
  },
  (table) => [
    uniqueIndex('notice_once').on(table.memberId, table.kind, table.aboutId),
    index('notice_made').on(table.memberId, table.madeAt),
    index('notice_to_mail')
      .on(table.madeAt)
      .where(sql`${table.mailedAt} is null and ${table.readAt} is null`)
  ]
);

/** What somebody wants by e-mail. Without a row it is the first choice. */
export const mailChoice = pgTable('mail_choice', {
  personId: idColumn<'person'>('person_id')
    .primaryKey()
    .references(() => person.id),
  digest: text('digest').$type<Digest>().notNull().default(FIRST_CHOICE.digest),
  answersAtOnce: boolean('answers_at_once').notNull().default(FIRST_CHOICE.answersAtOnce),
  votesAtOnce: boolean('votes_at_once').notNull().default(FIRST_CHOICE.votesAtOnce),
  /** Since when nothing is sent whatever is chosen: they unsubscribed. */
  stoppedAt: moment('stopped_at'),
  /** The moment of `digestMoment` for which the last digest was looked at. */
  digestedAt: moment('digested_at')
});

/** An e-mail on its way. It goes to the address that the person has when it is sent. */
export const mail = pgTable(
  'mail',
  {
    id: idColumn<'mail'>('id').primaryKey(),
    personId: idColumn<'person'>('person_id')
      .notNull()
      .references(() => person.id),
    kind: text('kind').$type<'digest' | 'at-once' | 'receipt' | 'address'>().notNull(),
    /** These three are emptied once it has gone. */
    subject: text('subject').notNull(),
    text: text('text').notNull(),
    html: text('html').notNull(),
    /** SHA-256, hex, of the token by which its reader unsubscribes. It works for ever. */
    unsubscribeHash: text('unsubscribe_hash').notNull().unique(),
    /** The token itself, for the header; emptied like the words. */
    unsubscribeToken: text('unsubscribe_token').notNull(),
    madeAt: moment('made_at').notNull(),
    /** Not tried before then. While somebody tries, so far ahead that the try is over by then. */
    nextTry: moment('next_try').notNull(),
    tries: integer('tries').notNull().default(0),
    /** A code such as "ECONNECTION" or "550"; never what the other side said, which may quote an address. */
    lastError: text('last_error'),
    sentAt: moment('sent_at'),
    /** It was not sent, and will not be. */
    givenUpAt: moment('given_up_at')
  },
  (table) => [
    index('mail_person').on(table.personId, table.madeAt),
    index('mail_waiting')
      .on(table.nextTry)
      .where(sql`${table.sentAt} is null and ${table.givenUpAt} is null`)
  ]
);
