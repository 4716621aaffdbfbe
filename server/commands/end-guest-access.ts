import { parseId, type MemberId, type PersonId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse } from '#domain/refusal';
import { endAccess, lockGuest, type InvitationRow } from '../db/invitations';
import type { Command } from './command';
import { fieldsOf } from './fields';
import { guestEntry } from './guest-entry';

interface Input {
  readonly memberId: MemberId;
}

interface Facts extends Subject {
  readonly personId: PersonId;
  readonly invitation: InvitationRow;
  /** They take part without a name. */
  readonly unnamed: boolean;
}

interface Ending extends Input {
  readonly personId: PersonId;
  readonly now: Date;
}

interface Ended extends Input {
  /** The sessions that ended with it. */
  readonly sessionHashes: readonly string[];
}

/** Ends what a guest may do here, at once and everywhere. What they said stays. Field: `memberId`. */
export const endGuestAccess: Command<Input, undefined, Facts, Ending, Ended> = {
  name: 'end-guest-access',
  needs: 'end-guest-access',

  parse(raw) {
    const memberId = parseId<'member'>(fieldsOf(raw).memberId);
    return isRefusal(memberId) ? memberId : { memberId };
  },

  async load(tx, { memberId }) {
    const found = await lockGuest(tx, memberId);
    return found ? { ...found, partnershipId: found.invitation.partnershipId } : refuse('not-found');
  },

  decide: ({ personId }, { memberId }, _prepared, { now }) => ({ memberId, personId, now }),

  async store(tx, ending, { facts, acting: { by }, record }) {
    const sessionHashes = await endAccess(tx, ending);
    await record({ kind: 'guest-access-ended', content: guestEntry(facts, by) });
    return { memberId: ending.memberId, sessionHashes };
  },

  announces: (_ended, { partnershipId }) => [{ kind: 'partnership', id: partnershipId }],

  afterwards({ sessionHashes }, tools) {
    for (const sessionHash of sessionHashes) tools.sessionEnded(sessionHash);
    tools.rightsChanged();
  }
};
