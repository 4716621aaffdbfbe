import type { CommentId, RemovalId } from '#domain/ids';
import { isRemovalReason, type RemovalReason } from '#domain/moderation';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { removeSaid as removeWords } from '../db/moderation';
import type { SaidKey } from '../db/own-words';
import type { Command } from './command';
import { fieldsOf } from './fields';
import { loadSaid, saidField, type SaidFacts, type SaidInput } from './own-words';
import { doingOf, tellSayer } from './tell-people';

interface Input extends SaidInput {
  readonly reason: RemovalReason;
}

interface Removed extends SaidKey {
  readonly id: RemovalId;
  readonly reason: RemovalReason;
  readonly at: Date;
}

const WITHDRAW_IT = 'You wrote this yourself: withdraw it.';
const BEING_ACCEPTED = 'Somebody is accepting this suggestion just now. Try again in a minute.';

/** Takes away what breaks the published rules. Fields: those of own-words, and `reason`, one of the rules. */
export const removeSaid: Command<Input, undefined, SaidFacts, Removed, { readonly commentId: CommentId }> = {
  name: 'remove-said',
  needs: 'review-comments',

  parse(raw): Input | Refusal {
    const said = saidField(raw);
    if (isRefusal(said)) return said;
    const { reason } = fieldsOf(raw);
    return isRemovalReason(reason)
      ? { ...said, reason }
      : refuse('missing-field', { field: 'reason', message: 'Choose which of the rules it breaks.' });
  },

  load: loadSaid,

  decide({ said }, { commentId, replyId, reason }, _prepared, { membership: { memberId }, now, newId }) {
    if (said.authorId === memberId && said.origin === 'here')
      return refuse('not-allowed', { message: WITHDRAW_IT });
    if (said.withdrawn) return refuse('already-withdrawn');
    if (said.taking) return refuse('already-answered', { message: BEING_ACCEPTED });
    return { id: newId(), commentId, replyId, reason, at: now };
  },

  async store(tx, { id, commentId, replyId, reason, at }, { facts, acting, record }) {
    const { specificationId, title, said } = facts;
    const removedBy = acting.membership.memberId;
    await removeWords(tx, { commentId, replyId }, { id, reason, removedAt: at, removedBy });
    await tellSayer(tx, { kind: 'removed', aboutId: commentId }, said, doingOf(acting));
    const content = { specificationId, title, removal: reason, by: acting.by };
    await record({ kind: 'comment-removed', content });
    return { commentId };
  },

  announces: (_outcome, { specificationId, partnershipId }) => [
    { kind: 'specification', id: specificationId },
    { kind: 'partnership', id: partnershipId }
  ]
};
