import { membershipIn } from '#domain/membership';
import type { CommentId } from '#domain/ids';
import { can } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { beginTaking, leaveTaking, lockedSuggestion, type HeldSuggestion } from '../db/suggestions';
import type { Command } from './command';

interface Asked {
  readonly commentId: CommentId;
  readonly page: unknown;
  /** As it is to read; undefined: as it was suggested. */
  readonly wanted: string | undefined;
  readonly answer: string;
}

interface Claim {
  readonly wanted: string;
  readonly answer: string;
}

/**
 * The first half of accepting, a step of `accept-suggestion` and never called by itself: while one person accepts a suggestion
 * nobody else does. What they want is kept with it, so that the rest can be done later if it is cut short.
 */
export const beginAcceptance: Command<Asked, undefined, HeldSuggestion, Claim, HeldSuggestion> = {
  name: 'begin-acceptance',
  needs: 'edit-specification',
  parse: (raw) => raw as Asked,

  async load(tx, { commentId, page }) {
    const held = await lockedSuggestion(tx, commentId);
    const onPage = held && (page === undefined || page === held.specificationId);
    return onPage && held.shown ? held : refuse('not-found');
  },

  decide(held, { wanted, answer }, _prepared, { actor }): Claim | Refusal {
    const allowed = can(actor, 'answer-comment', held);
    if (isRefusal(allowed)) return allowed;
    if (held.withdrawn) return refuse('already-withdrawn');
    if (held.answered || held.row.takingSince !== null) return refuse('already-answered');
    // In the text they would all be told as those of whoever it was entered for.
    if (held.entered && held.personId === actor.personId && (wanted ?? held.after) !== held.after)
      return refuse('not-allowed', { field: 'wording', message: NOT_CHANGED_BY_HELPER });
    return { wanted: wanted ?? held.after, answer };
  },

  async store(tx, { wanted, answer }, { facts, acting: { membership, now } }) {
    const taking = {
      takenWords: wanted,
      takenBy: membership.memberId,
      takingSince: now,
      takingAnswer: answer
    };
    await beginTaking(tx, facts.commentId, taking);
    return { ...facts, row: { ...facts.row, ...taking } };
  },

  announces: () => []
};

const NOT_CHANGED_BY_HELPER =
  'You entered this for somebody else, so the text would say that your words are theirs. Take it over as it is, or ask another editor to change it.';

/** Its counterpart, when the text could not be changed. Whoever has begun may leave it. */
export const leaveAcceptance: Command<CommentId, undefined, HeldSuggestion, HeldSuggestion, undefined> = {
  name: 'leave-acceptance',
  needs: 'read-specification',
  parse: (raw) => raw as CommentId,
  load: async (tx, commentId) => (await lockedSuggestion(tx, commentId)) ?? refuse('not-found'),

  decide(held, _input, _prepared, { actor }) {
    const mine = held.row.takenBy === membershipIn(actor, held.partnershipId)?.memberId;
    return mine && held.row.takingSince !== null ? held : refuse('not-allowed');
  },

  async store(tx, { commentId }) {
    await leaveTaking(tx, commentId);
    return undefined;
  },

  announces: () => []
};
