import type { MemberId, OrganisationId, PartnershipId, PersonId } from './ids';

/** The interest a member speaks for. One each, so that results can be shown by group. */
export const STAKEHOLDER_GROUPS = [
  'commissioner',
  'clinician',
  'social-care',
  'patient-carer',
  'provider',
  'voluntary',
  'observer'
] as const;
export type StakeholderGroup = (typeof STAKEHOLDER_GROUPS)[number];

export function isStakeholderGroup(value: unknown): value is StakeholderGroup {
  return STAKEHOLDER_GROUPS.some((group) => group === value);
}

export const GROUP_NAMES: Record<StakeholderGroup, string> = {
  commissioner: 'Commissioners',
  clinician: 'Clinicians',
  'social-care': 'Social care',
  'patient-carer': 'Patients and carers',
  provider: 'Providers',
  voluntary: 'Voluntary sector',
  observer: 'Observers'
};

/** One capital letter that stands in the group's name and belongs to this group alone. */
export const GROUP_LETTERS: Record<StakeholderGroup, string> = {
  commissioner: 'C',
  clinician: 'L',
  'social-care': 'S',
  'patient-carer': 'P',
  provider: 'R',
  voluntary: 'V',
  observer: 'O'
};

/** What a member does in the partnership; a member may have several. */
export const ROLES = [
  'lead',
  'editor',
  'contributor',
  'facilitator',
  'secretary',
  'board-member',
  'observer'
] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_NAMES: Record<Role, string> = {
  lead: 'Lead',
  editor: 'Editor',
  contributor: 'Contributor',
  facilitator: 'Facilitator',
  secretary: 'Board secretary',
  'board-member': 'Board member',
  observer: 'Observer'
};

export interface Membership {
  readonly memberId: MemberId;
  readonly partnershipId: PartnershipId;
  readonly organisationId: OrganisationId;
  readonly group: StakeholderGroup;
  readonly roles: readonly Role[];
}

/** Who is asking: nobody, or a signed-in person with the memberships they hold now. */
export type Actor =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'person';
      readonly personId: PersonId;
      readonly name: string;
      /** Hash of the session token; names the session, cannot be used as one. */
      readonly sessionHash: string;
      readonly memberships: readonly Membership[];
    };

export const NOBODY: Actor = { kind: 'nobody' };

/** The membership through which `actor` acts in this partnership, if any. */
export function membershipIn(actor: Actor, partnershipId: PartnershipId): Membership | undefined {
  return membershipsIn(actor, partnershipId)[0];
}

/** More than one only for who reads by a link from before their seat was handed over. */
export function membershipsIn(actor: Actor, partnershipId: PartnershipId): Membership[] {
  if (actor.kind === 'nobody') return [];
  return actor.memberships.filter((membership) => membership.partnershipId === partnershipId);
}
