import type { RegisterContents, RegisterPerson } from '#domain/register-entry';
import type { InvitationRow } from '../db/invitations';

/**
 * What the register says of a guest whom somebody did something to. What a guest without a name was invited for, and even their group, may
 * tell who they are, in an entry that stays for good and leaves the house: only who did it.
 */
export function guestEntry(
  { invitation, unnamed }: { readonly invitation: InvitationRow; readonly unnamed: boolean },
  by: RegisterPerson
): RegisterContents['guest-access-ended'] {
  const { id: invitationId, purpose, stakeholderGroup: group } = invitation;
  return unnamed ? { by } : { invitationId, purpose, group, by };
}
