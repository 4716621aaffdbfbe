import type { Id, InvitationId, MemberId, PersonId } from '#domain/ids';
import {
  comparedAddress,
  GUEST_ROLES,
  invitationState,
  isInvitedGroup,
  UNNAMED_GUESTS
} from '#domain/invitation';
import { membershipIn, type Actor, type StakeholderGroup } from '#domain/membership';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { accessNeedsFields } from '../commands/access-needs-fields';
import { freeName } from '../commands/free-name';
import { publicField } from '../commands/public-words';
import { keepNeeds } from '../db/access-needs';
import type { Transaction } from '../db/database';
import { countGuest, invitationByToken, lockInvitation, type InvitationRow } from '../db/invitations';
import { member, memberRole, person } from '../db/schema/people';
import type { Tools } from '../runtime';
import type { SessionCookie } from './sessions';
import { hashAddress } from './secret-link';
import { hashToken } from './tokens';

/** What the page of an invitation says before anybody gives anything. */
export interface InvitationPage {
  readonly purpose: string;
  readonly madeBy: string;
  readonly organisation: string;
  readonly partnership: string;
  readonly specification: string | null;
  readonly group: StakeholderGroup;
  /** What somebody is called who gives no name: a role, or for who wants none either, the group. */
  readonly roles: readonly string[];
  readonly unnamed: string | null;
  readonly forOne: boolean;
  /** It works only with the e-mail address that it was made for. */
  readonly asksAddress: boolean;
  /** What they write is looked at before others see it. */
  readonly holds: boolean;
  /** Who is signed in: as a member here, or as somebody else. */
  readonly signedIn: { readonly name: string; readonly isMember: boolean } | null;
  readonly next: string;
}

/** Who follows a link, and from where. */
export interface Follower {
  readonly actor: Actor;
  readonly address: string;
}

/** Where to go on, with the cookie of a new session, or with none for who is a member already. */
export interface Joined {
  readonly cookie: SessionCookie | null;
  readonly next: string;
}

/** What a link invites to. Changes nothing: programs that preview links follow them too. */
export async function invitationPage(
  token: string,
  { actor, address }: Follower,
  tools: Tools
): Promise<InvitationPage | Refusal> {
  return whenAllowed(address, tools, async () => {
    const found = await invitationByToken(tools.db, hashToken(token));
    if (!found || invitationState(found.invitation, await tools.now(tools.db)) !== 'open') return undefined;
    const { invitation, madeBy, organisation, partnership, specification } = found;
    const { purpose, stakeholderGroup: group, most } = invitation;
    const isMember = membershipIn(actor, invitation.partnershipId) !== undefined;
    return {
      ...{ purpose, madeBy, organisation, partnership, specification, group },
      roles: rolesIn(group),
      unnamed: unnamedIn(group),
      forOne: most === 1,
      asksAddress: invitation.addressHash !== null,
      holds: invitation.holds,
      signedIn: actor.kind === 'person' ? { name: actor.name, isMember } : null,
      next: placeOf(invitation)
    };
  });
}

/**
 * Becomes a guest. `raw` holds form fields `link`, `called` ("name", "nobody" or the words for a role), `name`, `address` where the link is for one
 * e-mail address, and those of `accessNeedsFields`.
 */
export async function join(
  raw: Record<string, unknown>,
  { actor, address }: Follower,
  tools: Tools
): Promise<Joined | Refusal> {
  const came = await whenAllowed(address, tools, () => comeIn(raw, actor, tools));
  if (isRefusal(came) || came.personId === null)
    return isRefusal(came) ? came : { cookie: null, next: came.next };
  tools.announce([{ kind: 'partnership', id: came.partnershipId }]);
  return { cookie: await tools.sessions.start(came.personId), next: came.next };
}

/** Too many links that are not valid, or not with that address, close the door for a while; `found` answers undefined for one. */
export async function whenAllowed<Found>(
  address: string,
  { limits }: Pick<Tools, 'limits'>,
  found: () => Promise<Found | Refusal | undefined>
): Promise<Found | Refusal> {
  const allowed = await limits.link(address);
  if (isRefusal(allowed)) return allowed;
  const answer = await found();
  if (answer !== undefined && !(isRefusal(answer) && answer.code === 'wrong-address')) return answer;
  await limits.linkNotValid(address);
  return answer ?? refuse('link-not-valid');
}

interface Came {
  /** Null: it is a member, who goes on. */
  readonly personId: PersonId | null;
  readonly partnershipId: InvitationRow['partnershipId'];
  readonly next: string;
}

function comeIn(
  raw: Record<string, unknown>,
  actor: Actor,
  tools: Tools
): Promise<Came | Refusal | undefined> {
  const token = typeof raw.link === 'string' ? raw.link : '';
  return tools.db.transaction(async (tx) => {
    const invitation = await lockInvitation(tx, { tokenHash: hashToken(token) });
    const now = await tools.now(tx);
    if (!invitation || invitationState(invitation, now) !== 'open') return undefined;
    const { partnershipId } = invitation;
    const next = placeOf(invitation);
    if (membershipIn(actor, partnershipId)) return { personId: null, partnershipId, next };
    if (actor.kind === 'person') return refuse('sign-out-first');
    if (invitation.addressHash !== null && !isFor(raw, invitation.addressHash, token))
      return refuse('wrong-address', { field: 'address' });
    const called = await calledBy(tx, raw, invitation);
    if (isRefusal(called)) return called;
    const needs = accessNeedsFields(raw);
    if (isRefusal(needs)) return needs;
    const personId = await addGuest(tx, invitation, { ...called, now }, tools);
    await keepNeeds(tx, personId, { needs, now });
    return { personId, partnershipId, next };
  });
}

function isFor({ address }: Record<string, unknown>, addressHash: string, token: string): boolean {
  const typed = comparedAddress(address);
  return typed !== undefined && hashAddress(token, typed) === addressHash;
}

interface Called {
  /** What everybody here calls them: a name, or words in its place. */
  readonly name: string;
  /** They want what they write to go without a name. */
  readonly unnamed: boolean;
}

async function addGuest(
  tx: Transaction,
  invitation: InvitationRow,
  { name, unnamed, now }: Called & { readonly now: Date },
  tools: Tools
): Promise<PersonId> {
  const personId: Id<'person'> = tools.newId();
  const memberId: MemberId = tools.newId<'member'>();
  const invitationId: InvitationId = invitation.id;
  const { partnershipId, organisationId, stakeholderGroup } = invitation;
  await tx.insert(person).values({ id: personId, email: null, name, createdAt: now });
  const seat = { partnershipId, organisationId, stakeholderGroup, jobTitle: 'Guest', joinedAt: now };
  await tx.insert(member).values({ id: memberId, personId, ...seat });
  await tx.insert(memberRole).values({ memberId, role: 'contributor' });
  await countGuest(tx, { memberId, invitationId, unnamed });
  return personId;
}

/** The name, or the role or the group in its place. */
async function calledBy(
  tx: Transaction,
  raw: Record<string, unknown>,
  { stakeholderGroup, partnershipId }: InvitationRow
): Promise<Called | Refusal> {
  const words = unnamedIn(stakeholderGroup);
  if (raw.called === 'nobody' && words !== null) return { name: words, unnamed: true };
  const role = rolesIn(stakeholderGroup).find((each) => each === raw.called);
  if (role !== undefined) return { name: role, unnamed: false };
  if (raw.called !== 'name')
    return refuse('missing-field', { field: 'called', message: 'Choose how you want to be shown.' });
  const name = publicField(raw, 'name', {
    most: 60,
    missing: 'Enter a name. It need not be your full name.'
  });
  if (isRefusal(name)) return name;
  const free = await freeName(tx, partnershipId, name);
  return isRefusal(free) ? free : { name: free, unnamed: false };
}

function unnamedIn(group: StakeholderGroup): string | null {
  return isInvitedGroup(group) ? UNNAMED_GUESTS[group] : null;
}

function rolesIn(group: StakeholderGroup): readonly string[] {
  return isInvitedGroup(group) ? GUEST_ROLES[group] : [];
}

function placeOf({ specificationId }: InvitationRow): string {
  return specificationId === null ? '/' : `/specifications/${specificationId}`;
}
