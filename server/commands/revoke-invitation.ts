import { parseId, type InvitationId } from '#domain/ids';
import { isRefusal, refuse } from '#domain/refusal';
import { lockInvitation, withdrawInvitation, type InvitationRow } from '../db/invitations';
import type { Command } from './command';
import { fieldsOf } from './fields';

interface Input {
  readonly id: InvitationId;
}

interface Withdrawal {
  readonly id: InvitationId;
  /** Null: it was withdrawn before, and nothing is to be done. */
  readonly at: Date | null;
}

/** Withdraws an invitation: nobody comes in by its link any more. Who came by it stays. Field: `invitationId`. */
export const revokeInvitation: Command<Input, undefined, InvitationRow, Withdrawal, Input> = {
  name: 'revoke-invitation',
  needs: 'invite-guests',

  parse(raw) {
    const id = parseId<'invitation'>(fieldsOf(raw).invitationId);
    return isRefusal(id) ? id : { id };
  },

  load: async (tx, { id }) => (await lockInvitation(tx, { id })) ?? refuse('not-found'),

  decide: ({ id, revokedAt }, _input, _prepared, { now }) => ({ id, at: revokedAt === null ? now : null }),

  async store(tx, { id, at }, { facts, acting: { by }, record }) {
    if (at === null) return { id };
    await withdrawInvitation(tx, id, at);
    const { purpose, stakeholderGroup: group, used } = facts;
    await record({ kind: 'invitation-withdrawn', content: { invitationId: id, purpose, group, used, by } });
    return { id };
  },

  announces: (_withdrawal, { partnershipId }) => [{ kind: 'partnership', id: partnershipId }]
};
