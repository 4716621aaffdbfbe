import { sql } from 'drizzle-orm';
import { boolean, check, index, pgTable, text } from 'drizzle-orm/pg-core';
import type { AnswerOutcome } from '#domain/comment-thread';
import type { CommentKind } from '#domain/comment-kind';
import type { StakeholderGroup } from '#domain/membership';
import { idColumn, moment } from './columns';
import { member } from './people';
import { comment } from './comments';
import { specification } from './specifications';

/**
 * A private link to what was said and what became of it: all that a member said, or one thing that was entered for somebody without
 * an account. One per member and per comment. What a guest made before a link to their seat was handed over leads to the words that were
 * parted from the seat (`partUnnamedWords`), and to what was said in it until then.
 */
export const receiptLink = pgTable(
  'receipt_link',
  {
    /** SHA-256 of the link's token, hex. */
    tokenHash: text('token_hash').primaryKey(),
    memberId: idColumn<'member'>('member_id')
      .unique()
      .references(() => member.id),
    commentId: idColumn<'comment'>('comment_id')
      .unique()
      .references(() => comment.id),
    madeAt: moment('made_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    /** The seat that was handed over, and when. */
    seatId: idColumn<'member'>('seat_id').references(() => member.id),
    saidUntil: moment('said_until')
  },
  (table) => [
    index('receipt_link_seat').on(table.seatId),
    check('receipt_link_leads_to_one', sql`(${table.memberId} is null) <> (${table.commentId} is null)`),
    check('receipt_link_handed_over', sql`(${table.seatId} is null) = (${table.saidUntil} is null)`)
  ]
);

/** What is public of a comment and its answer, as it was when it was published. Never changed; removed when it is taken away. */
export const publishedAnswer = pgTable(
  'published_answer',
  {
    commentId: idColumn<'comment'>('comment_id')
      .primaryKey()
      .references(() => comment.id),
    specificationId: idColumn<'specification'>('specification_id')
      .notNull()
      .references(() => specification.id),
    stakeholderGroup: text('stakeholder_group').$type<StakeholderGroup>().notNull(),
    kind: text('kind').$type<CommentKind>().notNull(),
    /** Null: its writer did not want to be quoted. */
    said: text('said'),
    /** `said` is a shorter form, by whoever published it. */
    isShort: boolean('is_short').notNull(),
    outcome: text('outcome').$type<AnswerOutcome>().notNull(),
    answer: text('answer').notNull(),
    passedTo: text('passed_to'),
    /** The words of the text that changed. */
    wordsBefore: text('words_before'),
    wordsAfter: text('words_after'),
    publishedAt: moment('published_at').notNull(),
    publishedBy: idColumn<'member'>('published_by')
      .notNull()
      .references(() => member.id)
  },
  (table) => [index('published_answer_specification').on(table.specificationId, table.publishedAt)]
);
