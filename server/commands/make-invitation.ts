import { parseId, type InvitationId, type OrganisationId, type SpecificationId } from '#domain/ids';
import { comparedAddress, isInvitedGroup, MOST_GUESTS, type InvitedGroup } from '#domain/invitation';
import { checkExpiry } from '#domain/invitation-expiry';
import { holdChosen } from '#domain/moderation';
import { londonMoment } from '#domain/london-time';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { hashAddress, newSecretToken, type SecretToken } from '../auth/secret-link';
import { insertInvitation } from '../db/invitations';
import { organisationsOf } from '../db/organisations';
import { specificationById } from '../db/specifications';
import { currentMembership } from '../reads/read-context';
import type { Command } from './command';
import { fieldsOf } from './fields';
import { chooseOrganisation, organisationField } from './organisation-field';
import { publicField } from './public-words';

interface Input {
  readonly purpose: string;
  readonly group: InvitedGroup;
  readonly organisationId: OrganisationId;
  readonly specificationId: SpecificationId | null;
  readonly most: number;
  readonly holds: boolean;
  readonly expiresAt: Date;
  /** With it alone the link works; null: with any. */
  readonly forAddress: string | null;
}

interface Facts extends Subject {
  /** Whether the organisation and the specification are the partnership's own; said only to those who may invite. */
  readonly places: true | Refusal;
}

interface Link extends SecretToken {
  readonly addressHash: string | null;
}

type NewInvitation = Parameters<typeof insertInvitation>[1];

/** `token` goes into the link. It is answered this once and stored nowhere. */
interface Made {
  readonly id: InvitationId;
  readonly token: string;
}

/**
 * Makes a link for guests. Fields: `purpose`, `group`, `organisationId`, perhaps `specificationId`, `most` (how many), perhaps `holds` ("yes" or "no"),
 * perhaps `forAddress` (an e-mail address; only for one person), `lastDay` ("2026-12-04"; the link works until that day's end in the United Kingdom).
 */
export const makeInvitation: Command<Input, Link, Facts, NewInvitation & { token: string }, Made> = {
  name: 'make-invitation',
  needs: 'invite-guests',
  parse,

  async prepare({ forAddress }, _actor, tools) {
    const made = newSecretToken(tools);
    return { ...made, addressHash: forAddress && hashAddress(made.token, forAddress) };
  },

  async load(tx, { organisationId, specificationId }, actor, tools) {
    const membership = currentMembership(actor);
    if (isRefusal(membership)) return membership;
    const { partnershipId } = membership;
    const specification = specificationId && (await specificationById(tx, specificationId));
    if (specification !== null && specification?.partnershipId !== partnershipId)
      return { partnershipId, places: refuse('not-found', { field: 'specificationId' }) };
    const organisations = await organisationsOf(tx, partnershipId, await tools.now(tx));
    const ours = organisations.some(({ id }) => id === organisationId);
    return { partnershipId, places: ours || chooseOrganisation('organisationId') };
  },

  decide({ partnershipId, places }, input, link, { membership, now, newId }) {
    if (isRefusal(places)) return places;
    const inTime = checkExpiry(input.expiresAt, now);
    if (isRefusal(inTime)) return inTime;
    const { group: stakeholderGroup, forAddress: _kept, ...words } = input;
    const made = { createdAt: now, createdBy: membership.memberId };
    return { id: newId(), partnershipId, ...link, ...words, stakeholderGroup, ...made };
  },

  async store(tx, { token, ...row }, { acting: { by }, record }) {
    await insertInvitation(tx, row);
    const { id, purpose, stakeholderGroup: group, most, expiresAt } = row;
    const content = { invitationId: id, purpose, group, most, expiresAt: expiresAt.toISOString(), by };
    await record({ kind: 'invitation-made', content });
    return { id, token };
  },

  announces: ({ partnershipId }) => [{ kind: 'partnership', id: partnershipId }]
};

function parse(raw: unknown): Input | Refusal {
  const purpose = publicField(raw, 'purpose', { most: 300, missing: 'Say what people are invited for.' });
  if (isRefusal(purpose)) return purpose;
  const { group, specificationId: sent } = fieldsOf(raw);
  if (!isInvitedGroup(group))
    return refuse('missing-field', { field: 'group', message: 'Choose the group that guests speak for.' });
  const organisationId = organisationField(raw, 'organisationId');
  if (isRefusal(organisationId)) return organisationId;
  if (organisationId === null) return chooseOrganisation('organisationId');
  const specificationId = sent ? parseId<'specification'>(sent) : null;
  if (isRefusal(specificationId)) return { ...specificationId, field: 'specificationId' };
  const most = howMany(fieldsOf(raw));
  if (isRefusal(most)) return most;
  const holds = holdChosen(fieldsOf(raw).holds, most);
  if (holds === undefined)
    return refuse('invalid-input', { field: 'holds', message: 'Choose whether what guests write is held.' });
  const expiresAt = endOf(fieldsOf(raw).lastDay);
  if (isRefusal(expiresAt)) return expiresAt;
  const forAddress = addressOf(fieldsOf(raw).forAddress, most);
  if (isRefusal(forAddress)) return forAddress;
  return { purpose, group, organisationId, specificationId, most, holds, expiresAt, forAddress };
}

function howMany({ most }: Record<string, unknown>): number | Refusal {
  const count = /^\d{1,4}$/.test(String(most).trim()) ? Number(most) : 0;
  if (count >= 1 && count <= MOST_GUESTS) return count;
  const message = `Enter how many people may come, from 1 to ${MOST_GUESTS}.`;
  return refuse('invalid-input', { field: 'most', message });
}

function addressOf(typed: unknown, most: number): string | null | Refusal {
  if (typed === undefined || (typeof typed === 'string' && typed.trim() === '')) return null;
  const refused = (message: string) => refuse('invalid-input', { field: 'forAddress', message });
  if (most > 1) return refused('Only a link for one person can be for one e-mail address.');
  return comparedAddress(typed) ?? refused('Enter an e-mail address, like name@example.com, or none.');
}

function endOf(day: unknown): Date | Refusal {
  const message = 'Enter the last day on which the link works, for example 4 December 2026.';
  if (typeof day !== 'string' || day === '') return refuse('missing-field', { field: 'lastDay', message });
  const moment = londonMoment(day, '23:59');
  return isRefusal(moment) ? { ...moment, field: 'lastDay', message } : moment;
}
