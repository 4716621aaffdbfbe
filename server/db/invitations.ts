import { and, desc, eq, gt, isNull, ne, or, sql } from 'drizzle-orm';
import type { InvitationId, MemberId, PartnershipId, PersonId } from '#domain/ids';
import { forgetNeeds } from './access-needs';
import type { Database } from './database';
import { forgetAddress } from './guest-addresses';
import { guest, invitation, returnLink } from './schema/invitations';
import { member, organisation, partnership, person, session } from './schema/people';
import { specification } from './schema/specifications';

export type InvitationRow = typeof invitation.$inferSelect;

export async function insertInvitation(tx: Database, made: typeof invitation.$inferInsert): Promise<void> {
  await tx.insert(invitation).values(made);
}

/** Locked until the transaction ends: who comes at the same moment is counted one after the other. */
export async function lockInvitation(
  tx: Database,
  by: { readonly tokenHash: string } | { readonly id: InvitationId }
): Promise<InvitationRow | undefined> {
  const is = 'id' in by ? eq(invitation.id, by.id) : eq(invitation.tokenHash, by.tokenHash);
  const [row] = await tx.select().from(invitation).where(is).for('update');
  return row;
}

export async function withdrawInvitation(tx: Database, id: InvitationId, revokedAt: Date): Promise<void> {
  await tx.update(invitation).set({ revokedAt }).where(eq(invitation.id, id));
}

/** One more has come by it. */
export async function countGuest(
  tx: Database,
  came: {
    readonly memberId: MemberId;
    readonly invitationId: InvitationId;
    readonly unnamed: boolean;
  }
): Promise<void> {
  await tx.insert(guest).values(came);
  await tx
    .update(invitation)
    .set({ used: sql`${invitation.used} + 1` })
    .where(eq(invitation.id, came.invitationId));
}

/** An invitation with the names that its page shows. */
export async function invitationByToken(db: Database, tokenHash: string) {
  const [row] = await withNames(db).where(eq(invitation.tokenHash, tokenHash));
  return row;
}

/** Newest first. */
export function invitationsOf(db: Database, partnershipId: PartnershipId) {
  return withNames(db)
    .where(eq(invitation.partnershipId, partnershipId))
    .orderBy(desc(invitation.createdAt), invitation.id);
}

function withNames(db: Database) {
  return db
    .select({
      invitation,
      partnership: partnership.name,
      organisation: organisation.name,
      specification: specification.title,
      madeBy: person.name
    })
    .from(invitation)
    .innerJoin(partnership, eq(partnership.id, invitation.partnershipId))
    .innerJoin(organisation, eq(organisation.id, invitation.organisationId))
    .innerJoin(member, eq(member.id, invitation.createdBy))
    .innerJoin(person, eq(person.id, member.personId))
    .leftJoin(specification, eq(specification.id, invitation.specificationId));
}

/** What each guest of the partnership was invited for; empty for who came without a name, as it may tell who they are. */
export async function guestsOf(db: Database, partnershipId: PartnershipId): Promise<Map<MemberId, string>> {
  const rows = await db
    .select({ memberId: guest.memberId, unnamed: guest.unnamed, purpose: invitation.purpose })
    .from(guest)
    .innerJoin(invitation, eq(invitation.id, guest.invitationId))
    .where(eq(invitation.partnershipId, partnershipId));
  return new Map(rows.map(({ memberId, unnamed, purpose }) => [memberId, unnamed ? '' : purpose]));
}

/** A guest who has access, with their seat locked. */
export async function lockGuest(tx: Database, memberId: MemberId) {
  const [row] = await tx
    .select({ personId: member.personId, unnamed: guest.unnamed, invitation })
    .from(guest)
    .innerJoin(member, eq(member.id, guest.memberId))
    .innerJoin(invitation, eq(invitation.id, guest.invitationId))
    .where(and(eq(guest.memberId, memberId), isNull(member.leftAt)))
    .for('update', { of: member });
  return row;
}

/** Ends a guest's membership, sessions, private link, access needs and e-mail address. Answers the hashes of the sessions that ended. */
export async function endAccess(
  tx: Database,
  { memberId, personId, now }: { memberId: MemberId; personId: PersonId; now: Date }
): Promise<readonly string[]> {
  await tx.update(member).set({ leftAt: now }).where(eq(member.id, memberId));
  await forgetNeeds(tx, personId);
  await tx.delete(returnLink).where(eq(returnLink.personId, personId));
  await forgetAddress(tx, personId);
  return endSessions(tx, personId);
}

/** Signs somebody out everywhere. Answers the hashes of the sessions that ended. */
export async function endSessions(tx: Database, personId: PersonId): Promise<readonly string[]> {
  const ended = await tx.delete(session).where(eq(session.personId, personId)).returning();
  return ended.map(({ tokenHash }) => tokenHash);
}

/** Puts a new private link in the place of the one before. */
export async function keepReturnLink(tx: Database, link: typeof returnLink.$inferSelect): Promise<void> {
  const { tokenHash, madeAt, onceUntil } = link;
  await tx
    .insert(returnLink)
    .values(link)
    .onConflictDoUpdate({ target: returnLink.personId, set: { tokenHash, madeAt, onceUntil } });
}

/** Whether somebody else who is here cannot be told from this guest: called alike, and by the same invitation or without a name. */
export async function hasDouble(
  db: Database,
  { memberId, personId, invitationId }: { memberId: MemberId; personId: PersonId; invitationId: InvitationId }
): Promise<boolean> {
  const [self] = await db
    .select({ name: person.name, unnamed: guest.unnamed, partnershipId: member.partnershipId })
    .from(guest)
    .innerJoin(member, eq(member.id, guest.memberId))
    .innerJoin(person, eq(person.id, member.personId))
    .where(eq(guest.memberId, memberId));
  if (!self) return false;
  const rows = await db
    .select({ invitationId: guest.invitationId, unnamed: guest.unnamed })
    .from(guest)
    .innerJoin(member, and(eq(member.id, guest.memberId), isNull(member.leftAt)))
    .innerJoin(person, eq(person.id, member.personId))
    .where(
      and(eq(member.partnershipId, self.partnershipId), eq(person.name, self.name), ne(person.id, personId))
    );
  return rows.some((other) => other.invitationId === invitationId || other.unnamed || self.unnamed);
}

/** Ends a link that works once, if it is still there: of two who follow it at once one comes in. */
export async function useReturnLink(tx: Database, tokenHash: string): Promise<boolean> {
  const used = await tx.delete(returnLink).where(eq(returnLink.tokenHash, tokenHash)).returning();
  return used.length > 0;
}

export async function returnLinkOf(db: Database, personId: PersonId) {
  const [row] = await db.select().from(returnLink).where(eq(returnLink.personId, personId));
  return row;
}

/** Whose private link it is, when they may still come in. */
export async function personByReturnLink(
  db: Database,
  { tokenHash, now }: { readonly tokenHash: string; readonly now: Date }
): Promise<Returning | undefined> {
  const { onceUntil } = returnLink;
  const [row] = await db
    .select({ personId: person.id, name: person.name, once: sql<boolean>`${onceUntil} is not null` })
    .from(returnLink)
    .innerJoin(person, eq(person.id, returnLink.personId))
    .innerJoin(member, and(eq(member.personId, person.id), isNull(member.leftAt)))
    .where(
      and(
        eq(returnLink.tokenHash, tokenHash),
        isNull(person.disabledAt),
        or(isNull(onceUntil), gt(onceUntil, now))
      )
    );
  return row;
}

export interface Returning {
  readonly personId: PersonId;
  readonly name: string;
  /** It was handed over, and works this once. */
  readonly once: boolean;
}
