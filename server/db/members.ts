import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { MemberId, PersonId } from '#domain/ids';
import type { Membership, Role } from '#domain/membership';
import type { RegisterPerson } from '#domain/register-entry';
import type { Database } from './database';
import { member, memberRole, organisation, person } from './schema/people';

/** A membership with one of its roles, or with none when it has none. */
interface MemberRow {
  readonly member: typeof member.$inferSelect | null;
  readonly role: Role | null;
}

/** The memberships a person holds now, with their roles. */
export async function membershipsOf(db: Database, personId: PersonId): Promise<Membership[]> {
  const rows = await db
    .select({ member, role: memberRole.role })
    .from(member)
    .leftJoin(memberRole, eq(memberRole.memberId, member.id))
    .where(and(eq(member.personId, personId), isNull(member.leftAt)))
    .orderBy(member.joinedAt, member.id);
  return membershipsIn(rows);
}

/** Of rows in which a membership stands once for each of its roles. */
export function membershipsIn(rows: readonly MemberRow[]): Membership[] {
  const byId = new Map<string, Membership & { roles: Role[] }>();
  for (const { member: row, role } of rows) {
    if (!row) continue;
    const membership = byId.get(row.id) ?? {
      memberId: row.id,
      partnershipId: row.partnershipId,
      organisationId: row.organisationId,
      group: row.stakeholderGroup,
      roles: []
    };
    if (role) membership.roles.push(role);
    byId.set(row.id, membership);
  }
  return [...byId.values()];
}

/** Every current member's id and group, for electoral rolls. */
export async function currentMembers(
  db: Database,
  partnershipId: Membership['partnershipId'],
  groups: readonly Membership['group'][]
): Promise<Pick<Membership, 'memberId' | 'group'>[]> {
  if (groups.length === 0) return [];
  return db
    .select({ memberId: member.id, group: member.stakeholderGroup })
    .from(member)
    .where(
      and(
        eq(member.partnershipId, partnershipId),
        isNull(member.leftAt),
        inArray(member.stakeholderGroup, [...groups])
      )
    );
}

/** A member as the register names them: with the names of this moment. */
export async function registerPerson(db: Database, memberId: MemberId): Promise<RegisterPerson> {
  const [row] = await db
    .select({ memberId: member.id, name: person.name, organisation: organisation.name })
    .from(member)
    .innerJoin(person, eq(person.id, member.personId))
    .innerJoin(organisation, eq(organisation.id, member.organisationId))
    .where(eq(member.id, memberId));
  if (!row) throw new Error('A membership without a person or an organisation.');
  return row;
}

/** The stakeholder group of somebody who is or was a member. */
export async function memberGroup(db: Database, memberId: MemberId): Promise<Membership['group']> {
  const [row] = await db
    .select({ group: member.stakeholderGroup })
    .from(member)
    .where(eq(member.id, memberId));
  if (!row) throw new Error('A writer who is not a member.');
  return row.group;
}
