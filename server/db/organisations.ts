import { and, asc, eq, gte, isNull, or } from 'drizzle-orm';
import type { NamedOrganisation } from '#domain/clause-facts';
import type { OrganisationId, PartnershipId } from '#domain/ids';
import type { Database } from './database';
import { member, organisation } from './schema/people';

/** Organisations with a member in the partnership now that have not ended, by the names people use for them. */
export function organisationsOf(
  db: Database,
  partnershipId: PartnershipId,
  now: Date
): Promise<NamedOrganisation[]> {
  const today = now.toISOString().slice(0, 10);
  return db
    .selectDistinct({ id: organisation.id, name: organisation.shortName })
    .from(organisation)
    .innerJoin(member, eq(member.organisationId, organisation.id))
    .where(
      and(
        eq(member.partnershipId, partnershipId),
        isNull(member.leftAt),
        or(isNull(organisation.endsOn), gte(organisation.endsOn, today))
      )
    )
    .orderBy(asc(organisation.shortName));
}

/** Its name in full, as the register keeps it. */
export async function organisationName(db: Database, id: OrganisationId): Promise<string | undefined> {
  const [row] = await db
    .select({ name: organisation.name })
    .from(organisation)
    .where(eq(organisation.id, id));
  return row?.name;
}
