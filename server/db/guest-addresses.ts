import { and, count, eq, gt, isNotNull, ne } from 'drizzle-orm';
import type { PersonId } from '#domain/ids';
import type { Database } from './database';
import { guestAddress } from './schema/invitations';
import { person } from './schema/people';

export type GuestAddress = typeof guestAddress.$inferSelect;

/** With the row locked. */
export async function lockAddress(tx: Database, personId: PersonId): Promise<GuestAddress | undefined> {
  const [row] = await tx.select().from(guestAddress).where(eq(guestAddress.personId, personId)).for('update');
  return row;
}

/** Whether they sign in with an e-mail address: then that is where e-mail goes. */
export async function hasPassword(db: Database, personId: PersonId): Promise<boolean> {
  const [row] = await db.select({ email: person.email }).from(person).where(eq(person.id, personId));
  return row !== undefined && row.email !== null;
}

/** When an address was confirmed, and when one was asked for that waits; never the addresses. */
export async function addressStates(
  db: Database,
  personId: PersonId
): Promise<Pick<GuestAddress, 'confirmedAt' | 'askedAt'>> {
  const { confirmedAt, askedAt } = guestAddress;
  const [row] = await db
    .select({ confirmedAt, askedAt })
    .from(guestAddress)
    .where(eq(guestAddress.personId, personId));
  return row ?? { confirmedAt: null, askedAt: null };
}

/** How many others wait for this address since then: so that nobody is flooded with links that they did not ask for. */
export async function othersAsking(
  db: Database,
  { asked, personId, since }: { asked: string; personId: PersonId; since: Date }
): Promise<number> {
  const [row] = await db
    .select({ others: count() })
    .from(guestAddress)
    .where(
      and(eq(guestAddress.asked, asked), ne(guestAddress.personId, personId), gt(guestAddress.askedAt, since))
    );
  return row?.others ?? 0;
}

/** An address that waits; the one that was confirmed before goes on until the new one is. */
export async function keepAsked(
  tx: Database,
  personId: PersonId,
  waits: { readonly asked: string; readonly askedHash: string; readonly askedAt: Date }
): Promise<void> {
  await tx
    .insert(guestAddress)
    .values({ personId, ...waits })
    .onConflictDoUpdate({ target: guestAddress.personId, set: waits });
}

/** Whose address waits for the link with this token, asked for since then. */
export async function personByAsked(
  db: Database,
  { askedHash, since }: { readonly askedHash: string; readonly since: Date }
): Promise<PersonId | undefined> {
  const [row] = await db
    .select({ personId: guestAddress.personId })
    .from(guestAddress)
    .where(and(eq(guestAddress.askedHash, askedHash), gt(guestAddress.askedAt, since)));
  return row?.personId;
}

/** Puts the address that waited in the place of the one before; false when it is there no more. */
export async function confirmAsked(
  tx: Database,
  { askedHash, since, now }: { readonly askedHash: string; readonly since: Date; readonly now: Date }
): Promise<boolean> {
  const { personId, asked, askedAt } = guestAddress;
  const waiting = and(eq(guestAddress.askedHash, askedHash), gt(askedAt, since), isNotNull(asked));
  const [row] = await tx.select({ personId, asked }).from(guestAddress).where(waiting).for('update');
  if (!row) return false;
  await tx
    .update(guestAddress)
    .set({ address: row.asked, confirmedAt: now, asked: null, askedHash: null, askedAt: null })
    .where(eq(personId, row.personId));
  return true;
}

/** Nothing of it is kept. Answers whether there was any. */
export async function forgetAddress(tx: Database, personId: PersonId): Promise<boolean> {
  const gone = await tx.delete(guestAddress).where(eq(guestAddress.personId, personId)).returning();
  return gone.length > 0;
}
