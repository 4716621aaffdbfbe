import type { CommentId, SpecificationId } from '#domain/ids';
import { membershipIn } from '#domain/membership';
import { isRefusal, refuse } from '#domain/refusal';
import { shownAsChosen } from '#domain/shown-as';
import { insertComment, type NewComment } from '../db/comments';
import { specificationById } from '../db/specifications';
import { unnamedOf, type Unnamed } from '../db/standing';
import { insertSuggestions } from '../db/suggestions';
import type { Command } from './command';
import { fieldsOf } from './fields';
import { actorHeldFirst, heldSince } from './held-first';
import { loadOwed, owedAnswer, type OwedFacts } from './owed-answer';
import { suggestedFields, suggestedPlace, type SuggestedPlace, type SuggestedWords } from './suggested-words';
import { doingOf, tellOwner, tellReviewers } from './tell-people';

interface Input extends SuggestedWords {
  /** As it was sent; what may be chosen depends on the writer's group. */
  readonly shownAs: unknown;
}

interface Facts extends OwedFacts, Unnamed {
  readonly heldFirst: boolean;
}

interface Suggested {
  readonly id: CommentId;
  readonly specificationId: SpecificationId;
}

/**
 * Proposes other words for a passage of the draft; needs no right to edit. Fields: `specificationId`; `from`, `to` and `quote` of the
 * passage that was shown; `wording`, as it is to read; `body`, the reason, which may be empty; `shownAs`, which may be left out.
 */
export const suggestWording: Command<Input, SuggestedPlace, Facts, NewComment, Suggested> = {
  name: 'suggest-wording',
  needs: 'comment',

  parse(raw) {
    const words = suggestedFields(raw);
    return isRefusal(words) ? words : { ...words, shownAs: fieldsOf(raw).shownAs };
  },

  prepare: (words, actor, tools) =>
    suggestedPlace(
      words,
      { actor, needs: 'comment', groupIn: ({ partnershipId }) => membershipIn(actor, partnershipId)?.group },
      tools
    ),

  async load(tx, { specificationId }, actor) {
    const row = await specificationById(tx, specificationId);
    if (!row) return refuse('not-found');
    return {
      ...(await loadOwed(tx, row)),
      heldFirst: await actorHeldFirst(tx, actor, row),
      ...(await unnamedOf(tx, membershipIn(actor, row.partnershipId)))
    };
  },

  decide(facts, input, { stretch, accountable }, { membership, now, newId }) {
    const { specificationId, reason } = input;
    const shown = shownAsChosen(input.shownAs, membership.group, facts);
    if (isRefusal(shown)) return shown;
    const { anchor, before, after } = stretch;
    return {
      id: newId(),
      specificationId,
      authorId: membership.memberId,
      anchor,
      quote: before,
      kind: 'suggestion',
      body: reason,
      ...shown,
      createdAt: now,
      oldWording: before,
      proposedWording: after,
      ...(facts.heldFirst ? heldSince(now) : owedAnswer(membership.group, facts, { accountable, now }))
    };
  },

  async store(tx, comment, { facts, acting }) {
    await insertComment(tx, comment);
    await tellOwner(tx, comment, doingOf(acting));
    if (facts.heldFirst) await tellReviewers(tx, { ...facts, aboutId: comment.id }, doingOf(acting));
    await insertSuggestions(tx, [comment.id]);
    return { id: comment.id, specificationId: comment.specificationId };
  },

  announces: ({ specificationId }, { heldFirst, partnershipId }) =>
    heldFirst
      ? []
      : [
          { kind: 'specification', id: specificationId },
          { kind: 'partnership', id: partnershipId }
        ]
};
