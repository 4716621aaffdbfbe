import { boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { StakeholderGroup } from '#domain/membership';
import { idColumn, moment } from './columns';
import { member, organisation, partnership, person } from './people';
import { specification } from './specifications';

/** A link by which people take part without an e-mail address. */
export const invitation = pgTable(
  'invitation',
  {
    id: idColumn<'invitation'>('id').primaryKey(),
    partnershipId: idColumn<'partnership'>('partnership_id')
      .notNull()
      .references(() => partnership.id),
    /** SHA-256 of the link's token, hex. The token itself is stored nowhere. */
    tokenHash: text('token_hash').notNull().unique(),
    /** `hashAddress` of the one e-mail address with which it works, hex; null: with any, or none. The address is stored nowhere. */
    addressHash: text('address_hash'),
    /** What who comes by it are: their organisation and stakeholder group. */
    organisationId: idColumn<'organisation'>('organisation_id')
      .notNull()
      .references(() => organisation.id),
    stakeholderGroup: text('stakeholder_group').$type<StakeholderGroup>().notNull(),
    /** What people are invited for, in words. */
    purpose: text('purpose').notNull(),
    /** Where it leads; null for the partnership as a whole. */
    specificationId: idColumn<'specification'>('specification_id').references(() => specification.id),
    /** How many people it lets in, and how many have come. */
    most: integer('most').notNull(),
    used: integer('used').notNull().default(0),
    /** What its guests write is held until somebody lets it through. */
    holds: boolean('holds').notNull().default(false),
    createdAt: moment('created_at').notNull(),
    createdBy: idColumn<'member'>('created_by')
      .notNull()
      .references(() => member.id),
    expiresAt: moment('expires_at').notNull(),
    revokedAt: moment('revoked_at')
  },
  (table) => [index('invitation_partnership').on(table.partnershipId)]
);

/** Which invitation a member came by. */
export const guest = pgTable(
  'guest',
  {
    memberId: idColumn<'member'>('member_id')
      .primaryKey()
      .references(() => member.id),
    invitationId: idColumn<'invitation'>('invitation_id')
      .notNull()
      .references(() => invitation.id),
    /** They asked to take part without a name: what they write goes without one unless they choose otherwise. */
    unnamed: boolean('unnamed').notNull().default(false)
  },
  (table) => [index('guest_invitation').on(table.invitationId)]
);

/** The private link by which somebody without a password comes back. One per person. */
export const returnLink = pgTable('return_link', {
  personId: idColumn<'person'>('person_id')
    .primaryKey()
    .references(() => person.id),
  /** SHA-256 of the link's token, hex. */
  tokenHash: text('token_hash').notNull().unique(),
  madeAt: moment('made_at').notNull(),
  /** A lead handed it over: it works once, until then. Null: its owner made it, and it works as long as it is not replaced. */
  onceUntil: moment('once_until')
});

/** Where somebody without a password gets e-mail who asked for it. It is shown to nobody, and is no way to sign in. */
export const guestAddress = pgTable('guest_address', {
  personId: idColumn<'person'>('person_id')
    .primaryKey()
    .references(() => person.id),
  /** In small letters. Null until the first is confirmed. */
  address: text('address'),
  confirmedAt: moment('confirmed_at'),
  /** One that waits for its link to be followed, with the SHA-256 of the link's token, hex. */
  asked: text('asked'),
  askedHash: text('asked_hash').unique(),
  askedAt: moment('asked_at')
});
