import { and, asc, eq, inArray } from 'drizzle-orm';
import type { MemberId, PartnershipId } from '#domain/ids';
import type { Role } from '#domain/membership';
import type { Database } from './database';
import { member, memberRole, organisation, person } from './schema/people';

const NAMED_MEMBER = {
  memberId: member.id,
  name: person.name,
  group: member.stakeholderGroup,
  jobTitle: member.jobTitle,
  organisation: organisation.name,
  organisationId: organisation.id,
  leftAt: member.leftAt
};

/** Members with the names people know them by; past members too. In order of name. */
export async function membersById(db: Database, ids: readonly MemberId[]) {
  if (ids.length === 0) return [];
  return namedMembers(db)
    .where(inArray(member.id, [...ids]))
    .orderBy(asc(person.name));
}

/** Everyone who is or was a member, by organisation and name; who is called alike by chance, so that it does not tell who came first. */
export async function membersOf(db: Database, partnershipId: PartnershipId) {
  return namedMembers(db)
    .where(and(eq(member.partnershipId, partnershipId), eq(member.wordsOnly, false)))
    .orderBy(asc(organisation.name), asc(person.name), asc(member.id));
}

/** Everyone who is or was a member, by person. */
export async function membersByPerson(db: Database, partnershipId: PartnershipId) {
  const rows = await db
    .select({ personId: member.personId, ...NAMED_MEMBER })
    .from(member)
    .innerJoin(person, eq(person.id, member.personId))
    .innerJoin(organisation, eq(organisation.id, member.organisationId))
    .where(eq(member.partnershipId, partnershipId));
  return new Map(rows.map((row) => [row.personId, row]));
}

/** The roles of each of these members. */
export async function rolesOf(db: Database, ids: readonly MemberId[]): Promise<Map<MemberId, Role[]>> {
  const roles = new Map<MemberId, Role[]>();
  if (ids.length === 0) return roles;
  const rows = await db
    .select()
    .from(memberRole)
    .where(inArray(memberRole.memberId, [...ids]));
  for (const { memberId, role } of rows) roles.set(memberId, [...(roles.get(memberId) ?? []), role]);
  return roles;
}

function namedMembers(db: Database) {
  return db
    .select(NAMED_MEMBER)
    .from(member)
    .innerJoin(person, eq(person.id, member.personId))
    .innerJoin(organisation, eq(organisation.id, member.organisationId));
}
