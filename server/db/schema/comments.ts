import { boolean, date, index, jsonb, pgTable, text, type AnyPgColumn } from 'drizzle-orm/pg-core';
import type { CommentKind } from '#domain/comment-kind';
import type { WayIn } from '#domain/entered';
import type { ClauseId } from '#domain/ids';
import type { StakeholderGroup } from '#domain/membership';
import type { RemovalReason, Standing } from '#domain/moderation';
import type { WayShown } from '#domain/shown-as';
import { ballot } from './ballots';
import { idColumn, moment } from './columns';
import { decision } from './decisions';
import { member, person } from './people';
import { specification } from './specifications';

/** Whether others see it: ask `isShown` of db/standing, and nothing else. */
const standingColumns = {
  standing: text('standing').$type<Standing>().notNull().default('shown'),
  /** Why it was not let through, in words. */
  standingReason: text('standing_reason'),
  /** When it was written, if it was held: what is let through counts as written then. */
  saidAt: moment('said_at'),
  /** Why it was removed; then `withdrawnAt` says when. */
  removedReason: text('removed_reason').$type<RemovalReason>()
};

export const comment = pgTable(
  'comment',
  {
    id: idColumn<'comment'>('id').primaryKey(),
    specificationId: idColumn<'specification'>('specification_id')
      .notNull()
      .references(() => specification.id),
    authorId: idColumn<'member'>('author_id')
      .notNull()
      .references(() => member.id),
    /** Two Yjs relative positions as JSON, {start, end}: they follow the words while others edit. Null: it is about the whole text. */
    anchor: jsonb('anchor').$type<{ start: unknown; end: unknown }>(),
    /** The words it was about when it was written; shown when they are gone. Empty for the whole text. */
    quote: text('quote').notNull(),
    /** What else it is about than words of the text; at most one. Of a plain summary its clause, to whose heading it is tied. */
    aboutClause: text('about_clause').$type<ClauseId>(),
    decisionId: idColumn<'decision'>('decision_id').references((): AnyPgColumn => decision.id),
    ballotId: idColumn<'ballot'>('ballot_id').references((): AnyPgColumn => ballot.id),
    optionKey: text('option_key'),
    kind: text('kind').$type<CommentKind>().notNull().default('comment'),
    /** Empty when it was withdrawn: then nobody has its words any more. */
    body: text('body').notNull(),
    /** How others see who wrote it; `shownAs` of domain/shown-as. The author's row stays: the answer is owed to them. */
    shownAs: text('shown_as').$type<WayShown>().notNull().default('name'),
    /** The words for a role, when it is shown by that. */
    roleWords: text('role_words'),
    /** Who wrote it, when it was parted from them (`partUnnamedWords`): words of it that stand in the text bear their number. */
    partedFrom: idColumn<'person'>('parted_from').references(() => person.id),
    /**
     * Of what somebody without an account said: their group, how it came, and the day on which it was said. Then the author is
     * whoever entered it. The name only where they wanted one; it goes with the words.
     */
    enteredGroup: text('entered_group').$type<StakeholderGroup>(),
    enteredWay: text('entered_way').$type<WayIn>(),
    enteredOn: date('entered_on'),
    enteredName: text('entered_name'),
    createdAt: moment('created_at').notNull(),
    /** When its present words were written, if they are not the first. */
    editedAt: moment('edited_at'),
    withdrawnAt: moment('withdrawn_at'),
    /** Who owes the answer, and the last day for it; null where none was promised. */
    ownerId: idColumn<'member'>('owner_id').references(() => member.id),
    dueOn: date('due_on'),
    /** A Word comment or a tracked change came with the file; then the author is who imported it. */
    origin: text('origin').$type<'here' | 'word-comment' | 'word-change'>().notNull().default('here'),
    /** The name that the file gives to whoever said it. A claim that nobody can check; null: the file names nobody. */
    claimedAuthor: text('claimed_author'),
    /** Of a change: how the words read before it, and how it wants them to read. Either may be empty. */
    oldWording: text('old_wording'),
    proposedWording: text('proposed_wording'),
    /** Its words may stand on the public page; its writer says so. */
    mayBeQuoted: boolean('may_be_quoted').notNull().default(true),
    ...standingColumns
  },
  (table) => [index('comment_specification').on(table.specificationId)]
);

export const commentReply = pgTable(
  'comment_reply',
  {
    id: idColumn<'reply'>('id').primaryKey(),
    commentId: idColumn<'comment'>('comment_id')
      .notNull()
      .references(() => comment.id),
    authorId: idColumn<'member'>('author_id')
      .notNull()
      .references(() => member.id),
    body: text('body').notNull(),
    /** As for the comment. */
    shownAs: text('shown_as').$type<WayShown>().notNull().default('name'),
    roleWords: text('role_words'),
    createdAt: moment('created_at').notNull(),
    /** These, and what follows, as for the comment. */
    editedAt: moment('edited_at'),
    withdrawnAt: moment('withdrawn_at'),
    origin: text('origin').$type<'here' | 'word-comment'>().notNull().default('here'),
    claimedAuthor: text('claimed_author'),
    ...standingColumns
  },
  (table) => [index('reply_comment').on(table.commentId)]
);

/** How a comment or a reply read before its writer changed it. */
export const commentWording = pgTable(
  'comment_wording',
  {
    id: idColumn<'wording'>('id').primaryKey(),
    commentId: idColumn<'comment'>('comment_id')
      .notNull()
      .references(() => comment.id),
    /** Of a reply; null: of the comment itself. */
    replyId: idColumn<'reply'>('reply_id').references(() => commentReply.id),
    body: text('body').notNull(),
    writtenAt: moment('written_at').notNull(),
    replacedAt: moment('replaced_at').notNull()
  },
  (table) => [index('wording_comment').on(table.commentId)]
);

/** The answer a comment is owed. One per comment. */
export const commentResponse = pgTable('comment_response', {
  commentId: idColumn<'comment'>('comment_id')
    .primaryKey()
    .references(() => comment.id),
  outcome: text('outcome').$type<'changed' | 'partly' | 'not-changed' | 'passed-on'>().notNull(),
  body: text('body').notNull(),
  /** To whom it was passed on, in words. */
  passedTo: text('passed_to'),
  /** The words in which a change is to be seen: their anchor, and how they read when the answer was given. */
  anchor: jsonb('anchor').$type<{ start: unknown; end: unknown }>(),
  quote: text('quote'),
  /** It says that something was changed, and something was, since the comment was made. Of old answers that nobody looked at: false. */
  realChange: boolean('real_change').notNull().default(false),
  authorId: idColumn<'member'>('author_id')
    .notNull()
    .references(() => member.id),
  createdAt: moment('created_at').notNull()
});
