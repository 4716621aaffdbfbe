import type { CommentKind } from '#domain/comment-kind';
import { parseId, type CommentId, type SpecificationId } from '#domain/ids';
import { membershipIn } from '#domain/membership';
import { isRefusal, refuse } from '#domain/refusal';
import { shownAsChosen } from '#domain/shown-as';
import { insertComment, type NewComment } from '../db/comments';
import { isFinalDecision } from '../db/decisions';
import { specificationById } from '../db/specifications';
import { unnamedOf, type Unnamed } from '../db/standing';
import type { Command } from './command';
import { commentKindField } from './comment-kind-field';
import { commentable, DISCUSSION_OVER, placeComment, type PlacedComment } from './comment-place';
import { commentPace } from './comment-pace';
import { commentWords } from './comment-words';
import { fieldsOf } from './fields';
import { actorHeldFirst, heldSince } from './held-first';
import { isPromised, loadOwed, owedAnswer, type OwedFacts } from './owed-answer';
import { doingOf, tellOwner, tellReviewers } from './tell-people';
import { commentPlaceField, type CommentPlace } from './place-field';

interface Input {
  readonly specificationId: SpecificationId;
  readonly place: CommentPlace;
  readonly kind: CommentKind;
  readonly body: string;
  /** As it was sent; what may be chosen depends on the writer's group. */
  readonly shownAs: unknown;
}

interface Facts extends OwedFacts, Unnamed {
  readonly heldFirst: boolean;
  /** It is about a decision that is final. */
  readonly over: boolean;
}

interface Added {
  readonly id: CommentId;
  readonly specificationId: SpecificationId;
}

/**
 * A comment on words of the draft; needs no right to edit. Fields: `specificationId`, `body`, `kind` and `shownAs` (may be left out), and either
 * `from`, `to` (ProseMirror positions) and `quote` (the words between them), or `clause` ("clause-3", or "whole" for the whole text), or
 * what `commentPlaceField` says of other subjects.
 */
export const addComment: Command<Input, PlacedComment, Facts, NewComment, Added> = {
  name: 'add-comment',
  needs: 'comment',

  parse(raw) {
    const specificationId = parseId<'specification'>(fieldsOf(raw).specificationId);
    if (isRefusal(specificationId)) return specificationId;
    const body = commentWords(raw, 'Write your comment.');
    if (isRefusal(body)) return body;
    const kind = commentKindField(raw);
    if (isRefusal(kind)) return kind;
    const place = commentPlaceField(raw);
    if (isRefusal(place)) return place;
    return { specificationId, place, kind, body, shownAs: fieldsOf(raw).shownAs };
  },

  async prepare({ specificationId, place }, actor, tools) {
    const specification = await commentable(specificationId, 'comment', actor, tools);
    if (isRefusal(specification)) return specification;
    const slowed = await commentPace(actor, tools);
    if (isRefusal(slowed)) return slowed;
    const promised = isPromised(membershipIn(actor, specification.partnershipId)?.group);
    return placeComment(specification, { place, promised }, tools);
  },

  async load(tx, { specificationId, place }, actor) {
    const row = await specificationById(tx, specificationId);
    if (!row) return refuse('not-found');
    return {
      ...(await loadOwed(tx, row)),
      heldFirst: await actorHeldFirst(tx, actor, row),
      over: place.kind === 'decision' && (await isFinalDecision(tx, place.decisionId)),
      ...(await unnamedOf(tx, membershipIn(actor, row.partnershipId)))
    };
  },

  decide(facts, input, { anchored, accountable }, { membership, now, newId }) {
    const { specificationId, kind, body } = input;
    if (facts.over) return refuse('decision-closed', { message: DISCUSSION_OVER });
    const shown = shownAsChosen(input.shownAs, membership.group, facts);
    if (isRefusal(shown)) return shown;
    const { memberId: authorId } = membership;
    const made = { id: newId<'comment'>(), specificationId, authorId, ...anchored, kind, body, ...shown };
    if (facts.heldFirst) return { ...made, ...heldSince(now) };
    return { ...made, createdAt: now, ...owedAnswer(membership.group, facts, { accountable, now }) };
  },

  async store(tx, comment, { facts, acting }) {
    await insertComment(tx, comment);
    await tellOwner(tx, comment, doingOf(acting));
    if (facts.heldFirst) await tellReviewers(tx, { ...facts, aboutId: comment.id }, doingOf(acting));
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
