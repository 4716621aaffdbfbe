import { needsInWords, NOTHING_NEEDED, type AccessNeeds } from '#domain/access-needs';
import type { MemberId, OrganisationId } from '#domain/ids';
import { ROLE_NAMES, ROLES, type Role, type StakeholderGroup } from '#domain/membership';
import { may } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { needsOfMembers } from '../db/access-needs';
import { guestsOf } from '../db/invitations';
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
  /** What a guest was invited for, empty where they came without a name; null for who is here for good. */
  readonly guestFor: string | null;
  /** What they need to take part, in short phrases; none for those who may not know. */
  readonly needs: readonly string[];
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
  readonly may: {
    readonly invite: boolean;
    readonly endAccess: boolean;
    readonly handOver: boolean;
    readonly seeNeeds: boolean;
  };
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
  const guests = await guestsOf(db, subject.partnershipId);
  const mayKnow = may(context.actor, 'see-access-needs', subject);
  const needs = mayKnow ? await needsOfMembers(db, subject.partnershipId) : new Map<MemberId, AccessNeeds>();
  const byId = new Map<OrganisationId, ListedOrganisation & { members: ListedMember[] }>();
  for (const { organisationId, organisation, ...row } of rows) {
    const listed = byId.get(organisationId) ?? { id: organisationId, name: organisation, members: [] };
    listed.members.push({
      ...memberOf(row, roles.get(row.memberId) ?? []),
      guestFor: guests.get(row.memberId) ?? null,
      needs: needsInWords(needs.get(row.memberId) ?? NOTHING_NEEDED)
    });
    byId.set(organisationId, listed);
  }
  return {
    organisations: [...byId.values()].map((each) => ({ ...each, members: currentFirst(each.members) })),
    members: rows.filter(({ leftAt }) => leftAt === null).length,
    may: {
      invite: may(context.actor, 'invite-guests', subject),
      endAccess: may(context.actor, 'end-guest-access', subject),
      handOver: may(context.actor, 'hand-over-link', subject),
      seeNeeds: mayKnow
    },
    topics: [{ kind: 'partnership', id: subject.partnershipId }]
  };
}

type Row = Omit<Awaited<ReturnType<typeof membersOf>>[number], 'organisation' | 'organisationId'>;

function memberOf({ memberId, name, jobTitle, group, leftAt }: Row, held: readonly Role[]) {
  const roles = ROLES.filter((role) => held.includes(role)).map((role) => ROLE_NAMES[role]);
  return { id: memberId, name, jobTitle, group, roles, leftAt };
}

function currentFirst(members: readonly ListedMember[]): ListedMember[] {
  const isCurrent = ({ leftAt }: ListedMember) => leftAt === null;
  return [...members.filter(isCurrent), ...members.filter((each) => !isCurrent(each))];
}
