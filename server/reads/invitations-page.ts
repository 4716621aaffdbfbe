import type { InvitationId, OrganisationId, SpecificationId } from '#domain/ids';
import { invitationState, type InvitationState } from '#domain/invitation';
import { wallClock } from '#domain/london-time';
import type { StakeholderGroup } from '#domain/membership';
import { can } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { invitationsOf } from '../db/invitations';
import { organisationsOf } from '../db/organisations';
import { specificationsOf } from '../db/specifications';
import { currentMembership, type ReadContext } from './read-context';

export interface ListedInvitation {
  readonly id: InvitationId;
  readonly purpose: string;
  readonly group: StakeholderGroup;
  readonly organisation: string;
  readonly specification: string | null;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly expiresAt: Date;
  /** How many it lets in, and how many have come. */
  readonly most: number;
  readonly used: number;
  /** What its guests write is looked at first. */
  readonly holds: boolean;
  /** It works only with the e-mail address that it was made for. */
  readonly forAddress: boolean;
  readonly state: InvitationState;
}

export interface InvitationsPage {
  readonly invitations: readonly ListedInvitation[];
  readonly organisations: readonly { readonly id: OrganisationId; readonly name: string }[];
  readonly specifications: readonly { readonly id: SpecificationId; readonly title: string }[];
  readonly own: OrganisationId;
  /** "2026-12-08": two weeks from now, for who chooses no other. */
  readonly suggestedLastDay: string;
  readonly topics: readonly Topic[];
}

const TWO_WEEKS = 14 * 24 * 3_600_000;

/** The links that let guests in, for who may make them. */
export async function invitationsPage(context: ReadContext): Promise<InvitationsPage | Refusal> {
  const membership = currentMembership(context.actor);
  if (isRefusal(membership)) return membership;
  const { partnershipId, organisationId: own } = membership;
  const allowed = can(context.actor, 'invite-guests', { partnershipId });
  if (isRefusal(allowed)) return allowed;
  const { db } = context.tools;
  const now = await context.tools.now(db);
  const specifications = await specificationsOf(db, partnershipId);
  return {
    invitations: (await invitationsOf(db, partnershipId)).map((row) => listed(row, now)),
    organisations: await organisationsOf(db, partnershipId, now),
    specifications: specifications.map(({ id, title }) => ({ id, title })),
    own,
    suggestedLastDay: wallClock(new Date(now.getTime() + TWO_WEEKS)).slice(0, 10),
    topics: [{ kind: 'partnership', id: partnershipId }]
  };
}

type Row = Awaited<ReturnType<typeof invitationsOf>>[number];

function listed({ invitation, organisation, specification, madeBy }: Row, now: Date): ListedInvitation {
  const {
    id,
    purpose,
    stakeholderGroup: group,
    most,
    used,
    holds,
    createdAt: madeAt,
    expiresAt
  } = invitation;
  const names = { organisation, specification, madeBy };
  return {
    id,
    purpose,
    group,
    ...names,
    madeAt,
    expiresAt,
    most,
    used,
    holds,
    forAddress: invitation.addressHash !== null,
    state: invitationState(invitation, now)
  };
}
