import { and, asc, eq, gte, isNull, or } from 'drizzle-orm';
import type { NamedOrganisation } from '#domain/clause-facts';
import type { OrganisationId, PartnershipId } from '#domain/ids';
import type { Database } from './database';
import { member, organisation } from './schema/people';

/** The same organisations with their names in full and what they are. */
export function organisationsInFull(
  db: Database,
  partnershipId: PartnershipId,
  now: Date
): Promise<OrganisationInFull[]> {
  const { id, shortName, name, kind } = organisation;
  return db
    .selectDistinct({ id, name: shortName, fullName: name, kind })
    .from(organisation)
    .innerJoin(member, eq(member.organisationId, id))
    .where(takesPart(partnershipId, now))
    .orderBy(asc(shortName));
}

interface OrganisationInFull extends NamedOrganisation {
  readonly fullName: string;
  /** "integrated-care-board", "council", … */
  readonly kind: string;
}

/** Organisations with a member in the partnership now that have not ended, by the names people use for them. */
export function organisationsOf(
  db: Database,
  partnershipId: PartnershipId,
  now: Date
): Promise<NamedOrganisation[]> {
  return db
    .selectDistinct({ id: organisation.id, name: organisation.shortName })
    .from(organisation)
    .innerJoin(member, eq(member.organisationId, organisation.id))
    .where(takesPart(partnershipId, now))
    .orderBy(asc(organisation.shortName));
}

function takesPart(partnershipId: PartnershipId, now: Date) {
  return and(
    eq(member.partnershipId, partnershipId),
    isNull(member.leftAt),
    or(isNull(organisation.endsOn), gte(organisation.endsOn, now.toISOString().slice(0, 10)))
  );
}

/** Its name in full, as the register keeps it. */
export async function organisationName(db: Database, id: OrganisationId): Promise<string | undefined> {
  const [row] = await db
    .select({ name: organisation.name })
    .from(organisation)
    .where(eq(organisation.id, id));
  return row?.name;
}
