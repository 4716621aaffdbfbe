import type { StakeholderGroup } from './membership';

/** A larger crowd needs more than one link, and somebody who thinks about it. */
export const MOST_GUESTS = 200;
export const LONGEST_DAYS = 90;

/** What becomes of somebody who follows the link now. */
export type InvitationState = 'open' | 'used-up' | 'expired' | 'withdrawn';

export interface InvitationLife {
  readonly most: number;
  readonly used: number;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

export function invitationState(
  { most, used, expiresAt, revokedAt }: InvitationLife,
  now: Date
): InvitationState {
  if (revokedAt !== null) return 'withdrawn';
  if (expiresAt.getTime() <= now.getTime()) return 'expired';
  return used >= most ? 'used-up' : 'open';
}

/** In words, for the list of invitations. */
export const STATE_NAMES: Record<InvitationState, string> = {
  open: 'Open',
  'used-up': 'All have come',
  expired: 'Run out',
  withdrawn: 'Withdrawn'
};

/** The groups a guest can speak for: an observer only looks on. */
export const INVITED_GROUPS = [
  'patient-carer',
  'voluntary',
  'clinician',
  'social-care',
  'provider',
  'commissioner'
] as const satisfies readonly StakeholderGroup[];
export type InvitedGroup = (typeof INVITED_GROUPS)[number];

/** What somebody may be called who gives no name, by the group they come for. */
export const GUEST_ROLES: Record<InvitedGroup, readonly string[]> = {
  'patient-carer': ['A patient', 'A carer', 'A family member', 'A patient representative'],
  voluntary: ['A volunteer', 'Somebody from a voluntary organisation'],
  clinician: ['A clinician', 'A GP', 'A nurse', 'A therapist'],
  'social-care': ['A social worker', 'Somebody from social care'],
  provider: ['Somebody who works for a provider'],
  commissioner: ['A commissioner']
};

/** What others call a guest who wants neither a name nor a role shown, by the group they come for. */
export const UNNAMED_GUESTS: Record<InvitedGroup, string> = {
  'patient-carer': 'Somebody from patients and carers',
  voluntary: 'Somebody from a voluntary organisation',
  clinician: 'Somebody from the clinicians',
  'social-care': 'Somebody from social care',
  provider: 'Somebody from a provider',
  commissioner: 'Somebody from the commissioners'
};

export function isInvitedGroup(value: unknown): value is InvitedGroup {
  return INVITED_GROUPS.some((group) => group === value);
}

/** An e-mail address as it is compared: without spaces around it, in small letters. Undefined: it cannot be one. */
export function comparedAddress(typed: unknown): string | undefined {
  const address = typeof typed === 'string' ? typed.trim().toLowerCase() : '';
  return /^[^\s@]{1,64}@[^\s@]{1,189}$/.test(address) ? address : undefined;
}
