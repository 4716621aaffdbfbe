import type { Voter } from '#domain/ballot';
import { drawUpRoll } from '#domain/electoral-roll';
import type { PartnershipId } from '#domain/ids';
import type { StakeholderGroup } from '#domain/membership';
import type { Database } from './database';
import { currentMembers } from './members';
import { rolesOf } from './people';

/** Who of these groups may vote as things stand now. */
export async function rollNow(
  db: Database,
  partnershipId: PartnershipId,
  groups: readonly StakeholderGroup[]
): Promise<Voter[]> {
  const members = await currentMembers(db, partnershipId, groups);
  const ids = members.map(({ memberId }) => memberId);
  const roles = await rolesOf(db, ids);
  return drawUpRoll(members.map((member) => ({ ...member, roles: roles.get(member.memberId) ?? [] })));
}
