import type { Voter } from '#domain/ballot';
import { drawUpRoll, type Assisted } from '#domain/electoral-roll';
import type { PartnershipId } from '#domain/ids';
import type { StakeholderGroup } from '#domain/membership';
import type { Database } from './database';
import { currentMembers } from './members';
import { rolesOf } from './people';

/** Who of these groups may vote as things stand now, and those without an account after them. */
export async function rollNow(
  db: Database,
  partnershipId: PartnershipId,
  groups: readonly StakeholderGroup[],
  assisted: readonly Assisted[] = []
): Promise<Voter[]> {
  const members = await currentMembers(db, partnershipId, groups);
  const ids = members.map(({ memberId }) => memberId);
  const roles = await rolesOf(db, ids);
  const withRoles = members.map((member) => ({ ...member, roles: roles.get(member.memberId) ?? [] }));
  return drawUpRoll(withRoles, assisted);
}
