import type { MemberId, OrganisationId } from '#domain/ids';
import { ROLE_NAMES, ROLES, type Role, type StakeholderGroup } from '#domain/membership';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { membersOf, rolesOf } from '../db/people';
import { currentMembership, visible, type ReadContext } from './read-context';

export interface ListedMember {
  readonly id: MemberId;
  readonly name: string;
  readonly jobTitle: string;
  readonly group: StakeholderGroup;
  /** In words: "Lead", "Board member". */
  readonly roles: readonly string[];
  /** Null while they are a member. */
  readonly leftAt: Date | null;
}

export interface ListedOrganisation {
  readonly id: OrganisationId;
  readonly name: string;
  /** By name; those who left come last. */
  readonly members: readonly ListedMember[];
}

export interface PeoplePage {
  readonly organisations: readonly ListedOrganisation[];
  /** How many are members now, and from how many organisations. */
  readonly members: number;
  readonly topics: readonly Topic[];
}

/** Who is in the partnership, by organisation. People who left stay listed, as such: what they did still stands. */
export async function peoplePage(context: ReadContext): Promise<PeoplePage | Refusal> {
  const membership = currentMembership(context.actor);
  if (isRefusal(membership)) return membership;
  const subject = visible(context, 'read-partnership', { partnershipId: membership.partnershipId });
  if (isRefusal(subject)) return subject;
  const { db } = context.tools;
  const rows = await membersOf(db, subject.partnershipId);
  const roles = await rolesOf(
    db,
    rows.map(({ memberId }) => memberId)
  );
  const byId = new Map<OrganisationId, ListedOrganisation & { members: ListedMember[] }>();
  for (const { organisationId, organisation, ...row } of rows) {
    const listed = byId.get(organisationId) ?? { id: organisationId, name: organisation, members: [] };
    listed.members.push(memberOf(row, roles.get(row.memberId) ?? []));
    byId.set(organisationId, listed);
  }
  return {
    organisations: [...byId.values()].map((each) => ({ ...each, members: currentFirst(each.members) })),
    members: rows.filter(({ leftAt }) => leftAt === null).length,
    topics: [{ kind: 'partnership', id: subject.partnershipId }]
  };
}

type Row = Omit<Awaited<ReturnType<typeof membersOf>>[number], 'organisation' | 'organisationId'>;

function memberOf({ memberId, name, jobTitle, group, leftAt }: Row, held: readonly Role[]): ListedMember {
  const roles = ROLES.filter((role) => held.includes(role)).map((role) => ROLE_NAMES[role]);
  return { id: memberId, name, jobTitle, group, roles, leftAt };
}

function currentFirst(members: readonly ListedMember[]): ListedMember[] {
  const isCurrent = ({ leftAt }: ListedMember) => leftAt === null;
  return [...members.filter(isCurrent), ...members.filter((each) => !isCurrent(each))];
}
