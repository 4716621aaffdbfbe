import { parseId, type MemberId, type PersonId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse } from '#domain/refusal';
import { newSlipToken } from '../auth/secret-link';
import { endMail, partMail } from '../db/ended-mail';
import { endSessions, hasDouble, keepReturnLink, lockGuest, type InvitationRow } from '../db/invitations';
import { partUnnamedWords } from '../db/parted-words';
import { partReceiptLink } from '../db/receipt-links';
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
  /** Somebody else who is here cannot be told from them. */
  readonly hasDouble: boolean;
}

interface Handing extends Input {
  readonly personId: PersonId;
  readonly now: Date;
}

interface Handed {
  /** Answered this once. */
  readonly code: string;
  readonly until: Date;
  readonly sessionHashes: readonly string[];
}

/** For so long it may lie in somebody's letter box. */
const WORKS_FOR = 14 * 24 * 3_600_000;

const LIKE_ANOTHER =
  'Somebody else here is called the same, and nothing tells one from the other, so nobody can be sure whose words the link would open. Invite them anew instead.';

/**
 * Makes a private link for a guest who lost theirs, for a lead to hand over. It works once; the link that the guest had, and wherever they
 * are signed in, ends, and so does e-mail to the address that they gave. What they said without a name is parted from them first: whoever
 * holds the link must not learn of it. By a receipt's link and a link to stop e-mail from before, nobody learns of what is said after, or
 * changes anything of it. Field: `memberId`.
 */
export const handOverLink: Command<Input, undefined, Facts, Handing, Handed> = {
  name: 'hand-over-link',
  needs: 'hand-over-link',

  parse(raw) {
    const memberId = parseId<'member'>(fieldsOf(raw).memberId);
    return isRefusal(memberId) ? memberId : { memberId };
  },

  async load(tx, { memberId }) {
    const found = await lockGuest(tx, memberId);
    if (!found) return refuse('not-found');
    const { personId, invitation } = found;
    const double = await hasDouble(tx, { memberId, personId, invitationId: invitation.id });
    return { ...found, partnershipId: invitation.partnershipId, hasDouble: double };
  },

  decide(facts, { memberId }, _prepared, { now }) {
    if (facts.hasDouble) return refuse('not-allowed', { message: LIKE_ANOTHER });
    return { memberId, personId: facts.personId, now };
  },

  async store(tx, { memberId, personId, now }, { facts, acting, tools, record }) {
    const { token: code, tokenHash } = newSlipToken(tools);
    const until = new Date(now.getTime() + WORKS_FOR);
    await endMail(tx, { personId, now });
    const kept = await partUnnamedWords(tx, { memberId, now, newId: acting.newId });
    await partReceiptLink(tx, { seatId: memberId, kept: kept.memberId, now });
    await partMail(tx, personId, kept.personId);
    await keepReturnLink(tx, { personId, tokenHash, madeAt: now, onceUntil: until });
    const sessionHashes = await endSessions(tx, personId);
    await record({ kind: 'guest-link-handed-over', content: guestEntry(facts, acting.by) });
    return { code, until, sessionHashes };
  },

  announces: () => [],

  afterwards({ sessionHashes }, tools) {
    for (const sessionHash of sessionHashes) tools.sessionEnded(sessionHash);
  }
};
