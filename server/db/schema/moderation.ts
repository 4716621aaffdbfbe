import { boolean, index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { ConcernOutcome, ContactKind, RemovalReason, SecondLook } from '#domain/moderation';
import { idColumn, moment } from './columns';
import { member, partnership } from './people';
import { comment, commentReply } from './comments';

/** What a removed comment or reply said. Kept for a second look and for nothing else. */
export interface RemovedText {
  readonly body: string;
  readonly oldWording: string | null;
  readonly proposedWording: string | null;
  readonly editedAt: string | null;
  /** Of somebody for whom it was entered. Missing in rows from before it went with the words. */
  readonly enteredName?: string | null;
}

/** That something was removed, and its words until a second look or the end of thirty days. */
export const removal = pgTable(
  'removal',
  {
    id: idColumn<'removal'>('id').primaryKey(),
    commentId: idColumn<'comment'>('comment_id')
      .notNull()
      .references(() => comment.id),
    /** Null: the comment itself. */
    replyId: idColumn<'reply'>('reply_id').references(() => commentReply.id),
    reason: text('reason').$type<RemovalReason>().notNull(),
    /** Null once they are deleted. */
    words: jsonb('words').$type<RemovedText>(),
    removedAt: moment('removed_at').notNull(),
    removedBy: idColumn<'member'>('removed_by')
      .notNull()
      .references(() => member.id),
    /** When its writer asked for a second look. */
    askedAt: moment('asked_at'),
    outcome: text('outcome').$type<SecondLook>(),
    lookedAt: moment('looked_at'),
    lookedBy: idColumn<'member'>('looked_by').references(() => member.id)
  },
  (table) => [index('removal_comment').on(table.commentId), index('removal_removed').on(table.removedAt)]
);

/** Somebody said that this may be a safeguarding or complaint matter. The restricted queue. */
export const concern = pgTable(
  'concern',
  {
    id: idColumn<'concern'>('id').primaryKey(),
    commentId: idColumn<'comment'>('comment_id')
      .notNull()
      .references(() => comment.id),
    /** Null: the comment itself. */
    replyId: idColumn<'reply'>('reply_id').references(() => commentReply.id),
    raisedBy: idColumn<'member'>('raised_by')
      .notNull()
      .references(() => member.id),
    raisedAt: moment('raised_at').notNull(),
    /** Its writer told it to those who see the queue, and to nobody else. */
    told: boolean('told').notNull().default(false),
    /** Null while nobody has settled it. */
    outcome: text('outcome').$type<ConcernOutcome>(),
    /** To whom it was passed on; empty where it was none. */
    passedTo: text('passed_to').notNull().default(''),
    settledBy: idColumn<'member'>('settled_by').references(() => member.id),
    settledAt: moment('settled_at')
  },
  (table) => [
    index('concern_comment').on(table.commentId),
    index('concern_raised').on(table.raisedBy, table.raisedAt)
  ]
);

/** Whom to tell in this locality. */
export const localContact = pgTable(
  'local_contact',
  {
    partnershipId: idColumn<'partnership'>('partnership_id')
      .notNull()
      .references(() => partnership.id),
    kind: text('kind').$type<ContactKind>().notNull(),
    /** "Vale Council adult social care" */
    name: text('name').notNull(),
    phone: text('phone').notNull(),
    /** Hours, an address on the web; may be empty. */
    more: text('more').notNull().default('')
  },
  (table) => [primaryKey({ columns: [table.partnershipId, table.kind] })]
);
