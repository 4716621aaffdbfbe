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
import { ballot } from './ballots';
import { bytea, idColumn, moment } from './columns';
import { member, organisation, partnership } from './people';
import { comment } from './comments';
import { specificationVersion } from './specifications';

/** A question put to the boards. Its text never changes once proposed; its state follows from the signatures. */
export const decision = pgTable(
  'decision',
  {
    id: idColumn<'decision'>('id').primaryKey(),
    partnershipId: idColumn<'partnership'>('partnership_id')
      .notNull()
      .references(() => partnership.id),
    /** e.g. "JCC-2027-004"; unique in the partnership. */
    reference: text('reference').notNull(),
    title: text('title').notNull(),
    question: text('question').notNull(),
    /** The words that become the decision. */
    wording: text('wording').notNull(),
    reasons: text('reasons').notNull(),
    versionId: idColumn<'version'>('version_id')
      .notNull()
      .references(() => specificationVersion.id),
    ballotId: idColumn<'ballot'>('ballot_id').references(() => ballot.id),
    /** SHA-256, hex, of the decision's canonical form (domain/decision); what a signature names. */
    hash: text('hash').notNull(),
    /** How many different organisations must sign. */
    organisationsNeeded: integer('organisations_needed').notNull(),
    proposedAt: moment('proposed_at').notNull(),
    proposedBy: idColumn<'member'>('proposed_by')
      .notNull()
      .references(() => member.id),
    /** Set by the signature that completes it, or by a refusal. */
    settledAt: moment('settled_at'),
    outcome: text('outcome').$type<'agreed' | 'refused'>()
  },
  (table) => [
    uniqueIndex('decision_reference_once').on(table.partnershipId, table.reference),
    index('decision_partnership').on(table.partnershipId)
  ]
);

export const decisionOption = pgTable(
  'decision_option',
  {
    decisionId: idColumn<'decision'>('decision_id')
      .notNull()
      .references(() => decision.id),
    position: integer('position').notNull(),
    key: text('key').notNull(),
    title: text('title').notNull(),
    /** Pounds a year, when known. */
    annualCost: bigint('annual_cost', { mode: 'number' }),
    chosen: boolean('chosen').notNull(),
    /** Why it was chosen or ruled out. */
    reason: text('reason').notNull()
  },
  (table) => [primaryKey({ columns: [table.decisionId, table.position] })]
);

/** A comment by a patient or carer that had no answer when the decision was put to the boards, and why not. Never changed. */
export const decisionException = pgTable(
  'decision_exception',
  {
    decisionId: idColumn<'decision'>('decision_id')
      .notNull()
      .references(() => decision.id),
    commentId: idColumn<'comment'>('comment_id')
      .notNull()
      .references(() => comment.id),
    reason: text('reason').notNull()
  },
  (table) => [primaryKey({ columns: [table.decisionId, table.commentId] })]
);

export const signature = pgTable(
  'signature',
  {
    decisionId: idColumn<'decision'>('decision_id')
      .notNull()
      .references(() => decision.id),
    memberId: idColumn<'member'>('member_id')
      .notNull()
      .references(() => member.id),
    /** The organisation signed for, as it was then. */
    organisationId: idColumn<'organisation'>('organisation_id')
      .notNull()
      .references(() => organisation.id),
    outcome: text('outcome').$type<'signed' | 'refused'>().notNull(),
    /** Why it was refused; empty for a signature. */
    reason: text('reason').notNull(),
    /** What the signer read: both hashes stood on the page they signed. */
    decisionHash: text('decision_hash').notNull(),
    versionHash: text('version_hash').notNull(),
    signedAt: moment('signed_at').notNull()
  },
  (table) => [primaryKey({ columns: [table.decisionId, table.memberId] })]
);

/** The register: append-only, hash-chained, one log per partnership. Triggers refuse update and delete. */
export const registerEntry = pgTable(
  'register_entry',
  {
    partnershipId: idColumn<'partnership'>('partnership_id')
      .notNull()
      .references(() => partnership.id),
    /** 0, 1, 2, … without gaps within a partnership: the leaf's index in the log. */
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    kind: text('kind').notNull(),
    recordedAt: moment('recorded_at').notNull(),
    /** The leaf's canonical bytes (domain/register). Holds a salted hash of the content, never the content. */
    canonical: bytea('canonical').notNull(),
    /** SHA-256(0x00 ‖ canonical), as in RFC 6962. */
    leafHash: bytea('leaf_hash').notNull(),
    /** SHA-256(previous chain hash ‖ leaf hash); 32 zero bytes before the first. */
    chainHash: bytea('chain_hash').notNull()
  },
  (table) => [primaryKey({ columns: [table.partnershipId, table.sequence] })]
);

/** What an entry says, kept apart from the leaf so that personal data can be erased and the log still verifies. */
export const registerContent = pgTable(
  'register_content',
  {
    partnershipId: idColumn<'partnership'>('partnership_id').notNull(),
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    /** 16 random bytes mixed into the content hash, so that short contents cannot be guessed. */
    salt: bytea('salt').notNull(),
    content: jsonb('content').$type<Record<string, unknown>>().notNull()
  },
  (table) => [primaryKey({ columns: [table.partnershipId, table.sequence] })]
);
