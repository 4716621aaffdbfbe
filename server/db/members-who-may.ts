import type { PartnershipId } from '#domain/ids';
import type { Role } from '#domain/membership';
import { CAPABILITIES, type Capability } from '#domain/policy';
import type { Database } from './database';
import { membersOf, rolesOf } from './people';

/** Members whose roles allow this now, with their roles, by organisation and name. */
export async function membersWhoMay(db: Database, partnershipId: PartnershipId, capability: Capability) {
  const members = (await membersOf(db, partnershipId)).filter(({ leftAt }) => leftAt === null);
  const roles = await rolesOf(
    db,
    members.map(({ memberId }) => memberId)
  );
  const allowed: readonly Role[] = CAPABILITIES[capability].roles;
  return members
    .map((member) => ({ ...member, roles: roles.get(member.memberId) ?? [] }))
    .filter((member) => member.roles.some((role) => allowed.includes(role)));
}
