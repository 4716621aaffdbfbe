import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex
} from 'drizzle-orm/pg-core';
import type { MemberId } from '#domain/ids';
import type { OccasionKind } from '#domain/version-occasion';
import type { OwnTerms } from '#schema/own-template';
import { bytea, idColumn, moment } from './columns';
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
    importReport: jsonb('import_report'),
    /** OwnTerms of schema/own-template; null unless it was started from a template of the partnership's own. */
    ownTerms: jsonb('own_terms').$type<OwnTerms>()
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
    /** Its plain summaries as they stood then (schema/plain-version), and the SHA-256 of that in hex; null where none were kept. */
    plain: text('plain'),
    plainHash: text('plain_hash'),
    /** Who had confirmed each of them, in the same order: the names are those of the people, and go with them. */
    plainConfirmedBy: jsonb('plain_confirmed_by').$type<(MemberId | null)[]>(),
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
    /** The ids of the headings of it that must be filled in before boards can be asked to sign. */
    mandatory: jsonb('mandatory').$type<string[]>().notNull().default([]),
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

/** An edit of the draft that brought changes in from a Word file: words in that row stood in the file. */
export const textMerge = pgTable(
  'text_merge',
  {
    documentId: idColumn<'document'>('document_id')
      .notNull()
      .references(() => document.id),
    /** The row of the log. */
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    fileName: text('file_name').notNull(),
    /** SHA-256, hex, of the file as it was sent. */
    fileHash: text('file_hash').notNull(),
    mergedBy: idColumn<'member'>('merged_by')
      .notNull()
      .references(() => member.id),
    mergedAt: moment('merged_at').notNull()
  },
  (table) => [primaryKey({ columns: [table.documentId, table.sequence] })]
);
