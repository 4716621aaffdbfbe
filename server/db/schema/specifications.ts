import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  type AnyPgColumn
} from 'drizzle-orm/pg-core';
import type { CommentKind } from '#domain/comment-kind';
import type { WayIn } from '#domain/entered';
import type { ClauseId } from '#domain/ids';
import type { StakeholderGroup } from '#domain/membership';
import type { RemovalReason, Standing } from '#domain/moderation';
import type { WayShown } from '#domain/shown-as';
import type { OccasionKind } from '#domain/version-occasion';
import { ballot } from './ballots';
import { bytea, idColumn, moment } from './columns';
import { decision } from './decisions';
import { member, partnership, person } from './people';

/** A Y.Doc's life: its update log is the truth, snapshots only make opening quick. */
export const document = pgTable('document', {
  id: idColumn<'document'>('id').primaryKey(),
  createdAt: moment('created_at').notNull(),
  /** The sequence of its newest update. Who appends names the one before, so two writers cannot interleave. */
  lastSequence: bigint('last_sequence', { mode: 'number' }).notNull().default(0),
  /** Since when nobody may change the text; null while it is open. */
  lockedAt: moment('locked_at'),
  /** Who closed it. */
  lockedBy: idColumn<'member'>('locked_by').references(() => member.id),
  /** Whose turn to append it is, at most until then, and nobody else's: a node's log that was overtaken again and again. */
  turnOf: idColumn<'log'>('turn_of'),
  turnUntil: moment('turn_until')
});

/** Whose a Yjs client id is within a document, for ever: new text under it is theirs. */
export const documentClient = pgTable(
  'document_client',
  {
    documentId: idColumn<'document'>('document_id')
      .notNull()
      .references(() => document.id),
    clientId: bigint('client_id', { mode: 'number' }).notNull(),
    personId: idColumn<'person'>('person_id')
      .notNull()
      .references(() => person.id),
    /** Its last user said that it is done with it: the same person may be given it again. */
    isFree: boolean('is_free').notNull().default(false),
    boundAt: moment('bound_at').notNull()
  },
  (table) => [primaryKey({ columns: [table.documentId, table.clientId] })]
);

/**
 * The log. No foreign keys here: checking them took half the time of writing a row. The statement that writes holds the
 * document's row, and who writes has a session; neither documents nor people are ever deleted.
 */
export const documentUpdate = pgTable(
  'document_update',
  {
    documentId: idColumn<'document'>('document_id').notNull(),
    /** 1, 2, 3, … without gaps within a document. */
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    /** The person whose edit this is; the importer for what the server itself wrote. */
    personId: idColumn<'person'>('person_id').notNull(),
    sessionHash: text('session_hash'),
    /** The server's own re-encoded Yjs update (version 1 encoding). */
    bytes: bytea('bytes').notNull(),
    storedAt: moment('stored_at').notNull()
  },
  (table) => [primaryKey({ columns: [table.documentId, table.sequence] })]
);

export const documentSnapshot = pgTable('document_snapshot', {
  documentId: idColumn<'document'>('document_id')
    .primaryKey()
    .references(() => document.id),
  /** Everything up to and including this update is in `bytes`. */
  sequence: bigint('sequence', { mode: 'number' }).notNull(),
  bytes: bytea('bytes').notNull()
});

export const specification = pgTable(
  'specification',
  {
    id: idColumn<'specification'>('id').primaryKey(),
    partnershipId: idColumn<'partnership'>('partnership_id')
      .notNull()
      .references(() => partnership.id),
    documentId: idColumn<'document'>('document_id')
      .notNull()
      .unique()
      .references(() => document.id),
    title: text('title').notNull(),
    /** The service number, e.g. "WV/2027/FF/01"; may be empty. */
    serviceNumber: text('service_number').notNull(),
    createdAt: moment('created_at').notNull(),
    createdBy: idColumn<'member'>('created_by')
      .notNull()
      .references(() => member.id),
    /** Where the text came from: "template" | "word-file". */
    origin: text('origin').$type<'template' | 'word-file'>().notNull(),
    sourceFileName: text('source_file_name'),
    /** ImportReport of documents/import-report when it came from a Word file. */
    importReport: jsonb('import_report')
  },
  (table) => [index('specification_partnership').on(table.partnershipId)]
);

/** A frozen text. Rows are never changed or removed: the database refuses it. */
export const specificationVersion = pgTable(
  'specification_version',
  {
    id: idColumn<'version'>('id').primaryKey(),
    specificationId: idColumn<'specification'>('specification_id')
      .notNull()
      .references(() => specification.id),
    number: integer('number').notNull(),
    label: text('label').notNull(),
    /** Why it was frozen when nobody asked for it; null when somebody did. */
    occasion: text('occasion').$type<OccasionKind>(),
    title: text('title').notNull(),
    /** The document in canonical form (schema/canonical); `hash` is its SHA-256 in hex. */
    canonical: text('canonical').notNull(),
    hash: text('hash').notNull(),
    /** The ids of its clauses in reading order, null for one without; beside the text and not part of it. */
    clauseIds: jsonb('clause_ids').$type<(string | null)[]>().notNull().default([]),
    /** The last update of the log that is in it. */
    logSequence: bigint('log_sequence', { mode: 'number' }).notNull(),
    frozenAt: moment('frozen_at').notNull(),
    frozenBy: idColumn<'member'>('frozen_by')
      .notNull()
      .references(() => member.id)
  },
  (table) => [uniqueIndex('version_number_once').on(table.specificationId, table.number)]
);

/** What a partnership starts specifications from, beside the templates of the product. */
export const ownTemplate = pgTable(
  'own_template',
  {
    id: idColumn<'template'>('id').primaryKey(),
    partnershipId: idColumn<'partnership'>('partnership_id')
      .notNull()
      .references(() => partnership.id),
    name: text('name').notNull(),
    /** DocumentJson. */
    json: jsonb('json').notNull(),
    createdAt: moment('created_at').notNull(),
    createdBy: idColumn<'member'>('created_by')
      .notNull()
      .references(() => member.id)
  },
  (table) => [uniqueIndex('own_template_name_once').on(table.partnershipId, table.name)]
);

/** An edit of the draft that brought a version back, or one clause of it: words in that row came from there. */
export const textRestoration = pgTable(
  'text_restoration',
  {
    documentId: idColumn<'document'>('document_id')
      .notNull()
      .references(() => document.id),
    /** The row of the log. */
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    versionId: idColumn<'version'>('version_id')
      .notNull()
      .references(() => specificationVersion.id),
    /** The words of the clause's heading; empty for the whole text. */
    clause: text('clause').notNull(),
    restoredBy: idColumn<'member'>('restored_by')
      .notNull()
      .references(() => member.id),
    restoredAt: moment('restored_at').notNull()
  },
  (table) => [primaryKey({ columns: [table.documentId, table.sequence] })]
);

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
  authorId: idColumn<'member'>('author_id')
    .notNull()
    .references(() => member.id),
  createdAt: moment('created_at').notNull()
});
