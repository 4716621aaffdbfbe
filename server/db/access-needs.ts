import { and, eq, isNull } from 'drizzle-orm';
import { isEmpty, type AccessNeeds } from '#domain/access-needs';
import type { MemberId, PartnershipId, PersonId } from '#domain/ids';
import type { Database } from './database';
import { accessNeeds } from './schema/access-needs';
import { member } from './schema/people';

/** Reads are few: the person's own, and `needsOfMembers`. Nothing else may join this table. */
export async function needsOfPerson(db: Database, personId: PersonId) {
  const [row] = await db.select().from(accessNeeds).where(eq(accessNeeds.personId, personId));
  return row;
}

/** With when they were stated, or said to be still right. */
export type StatedNeeds = AccessNeeds & { readonly confirmedAt: Date };

/** Of the partnership's present members, for who may read them. */
export async function needsOfMembers(
  db: Database,
  partnershipId: PartnershipId
): Promise<Map<MemberId, StatedNeeds>> {
  const rows = await db
    .select({ memberId: member.id, needs: accessNeeds })
    .from(accessNeeds)
    .innerJoin(member, eq(member.personId, accessNeeds.personId))
    .where(and(eq(member.partnershipId, partnershipId), isNull(member.leftAt)));
  return new Map(rows.map(({ memberId, needs }) => [memberId, needs]));
}

/** Puts them in the place of what was stated before; nothing stated is no row. */
export async function keepNeeds(
  tx: Database,
  personId: PersonId,
  { needs, now }: { readonly needs: AccessNeeds; readonly now: Date }
): Promise<void> {
  if (isEmpty(needs)) return forgetNeeds(tx, personId);
  const stated = { ...needs, confirmedAt: now };
  await tx
    .insert(accessNeeds)
    .values({ personId, ...stated })
    .onConflictDoUpdate({ target: accessNeeds.personId, set: stated });
}

export async function forgetNeeds(tx: Database, personId: PersonId): Promise<void> {
  await tx.delete(accessNeeds).where(eq(accessNeeds.personId, personId));
}

/** They are still right. */
export async function confirmNeeds(tx: Database, personId: PersonId, now: Date): Promise<void> {
  await tx.update(accessNeeds).set({ confirmedAt: now }).where(eq(accessNeeds.personId, personId));
}
