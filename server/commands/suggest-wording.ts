import type { Passage } from '#domain/comment-thread';
import { parseId, type CommentId, type OrganisationId, type SpecificationId } from '#domain/ids';
import { membershipIn } from '#domain/membership';
import { can } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { shownAsChosen } from '#domain/shown-as';
import { insertComment, type NewComment } from '../db/comments';
import { specificationById } from '../db/specifications';
import { unnamedOf, type Unnamed } from '../db/standing';
import { insertSuggestions } from '../db/suggestions';
import { suggestedStretch, type SuggestedStretch } from '../documents/suggested-stretch';
import { accountableAt } from './accountable-at';
import type { Command } from './command';
import { commentPace } from './comment-pace';
import { MOST_WORDING, wordingField } from './wording-field';
import { fieldsOf } from './fields';
import { actorHeldFirst, heldSince } from './held-first';
import { isPromised, loadOwed, owedAnswer, type OwedFacts } from './owed-answer';
import { doingOf, tellOwner, tellReviewers } from './tell-people';
import { placeField } from './place-field';
import { publicField } from './public-words';

interface Input {
  readonly specificationId: SpecificationId;
  readonly passage: Passage;
  readonly wording: string;
  readonly reason: string;
  /** As it was sent; what may be chosen depends on the writer's group. */
  readonly shownAs: unknown;
}

interface Prepared {
  readonly stretch: SuggestedStretch;
  /** For the clause in which it stands. */
  readonly accountable: readonly OrganisationId[];
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
export const suggestWording: Command<Input, Prepared, Facts, NewComment, Suggested> = {
  name: 'suggest-wording',
  needs: 'comment',

  parse(raw) {
    const specificationId = parseId<'specification'>(fieldsOf(raw).specificationId);
    if (isRefusal(specificationId)) return specificationId;
    const place = placeField({ ...fieldsOf(raw), clause: '' });
    if (isRefusal(place)) return place;
    if (place.kind !== 'passage') return refuse('invalid-input');
    const wording = wordingField(raw);
    if (isRefusal(wording)) return wording;
    const reason = publicField(raw, 'body', { most: MOST_WORDING });
    if (isRefusal(reason)) return reason;
    const { shownAs } = fieldsOf(raw);
    return { specificationId, passage: place.passage, wording, reason, shownAs };
  },

  // Outside the transaction, as for a comment.
  async prepare({ specificationId, passage, wording }, actor, tools): Promise<Prepared | Refusal> {
    const specification = await specificationById(tools.db, specificationId);
    if (!specification) return refuse('not-found');
    const allowed = can(actor, 'comment', specification);
    if (isRefusal(allowed)) return allowed;
    const slowed = await commentPace(actor, tools);
    if (isRefusal(slowed)) return slowed;
    const { ydoc } = await tools.drafts.newest(specification.documentId);
    const stretch = suggestedStretch(ydoc, passage, wording);
    if (isRefusal(stretch)) return stretch;
    const at = { ydoc, position: passage.from };
    const promised = isPromised(membershipIn(actor, specification.partnershipId)?.group);
    return { stretch, accountable: promised ? await accountableAt(tools.db, specificationId, at) : [] };
  },

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
