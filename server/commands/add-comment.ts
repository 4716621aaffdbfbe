import type { CommentKind } from '#domain/comment-kind';
import { parseId, type CommentId, type OrganisationId, type SpecificationId } from '#domain/ids';
import { membershipIn, type Actor } from '#domain/membership';
import { can } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { shownAsChosen } from '#domain/shown-as';
import { insertComment, type NewComment } from '../db/comments';
import { currentMembers } from '../db/members';
import { specificationById, type SpecificationRow } from '../db/specifications';
import { toAnchor } from '../documents/anchor';
import { jsonFromDoc } from '../documents/document-bytes';
import { headingPassage } from '../documents/heading-passage';
import type { Tools } from '../runtime';
import { accountableAt } from './accountable-at';
import type { Command } from './command';
import { commentKindField } from './comment-kind-field';
import { commentPace } from './comment-pace';
import { commentWords } from './comment-words';
import { fieldsOf } from './fields';
import { actorHeldFirst, heldSince } from './held-first';
import { isPromised, loadOwed, owedAnswer, type OwedFacts } from './owed-answer';
import { doingOf, tellOwner, tellReviewers } from './tell-people';
import { placeField, type Place } from './place-field';

interface Input {
  readonly specificationId: SpecificationId;
  readonly place: Place;
  readonly kind: CommentKind;
  readonly body: string;
  /** As it was sent; what may be chosen depends on the writer's group. */
  readonly shownAs: unknown;
}

interface Facts extends OwedFacts {
  /** How many members the writer's group has. */
  readonly groupSize: number;
  readonly heldFirst: boolean;
}

interface Prepared {
  /** The passage, tied to the words themselves so that it follows them while others edit. */
  readonly anchored: Pick<NewComment, 'anchor' | 'quote'>;
  /** Of the clause in which it stands. */
  readonly accountable: readonly OrganisationId[];
}

interface Added {
  readonly id: CommentId;
  readonly specificationId: SpecificationId;
}

/**
 * A comment on words of the draft; needs no right to edit. Fields: `specificationId`, `body`, `kind` and `shownAs` (may be left out), and either
 * `from`, `to` (ProseMirror positions) and `quote` (the words between them), or `clause` ("clause-3").
 */
export const addComment: Command<Input, Prepared, Facts, NewComment, Added> = {
  name: 'add-comment',
  needs: 'comment',

  parse(raw) {
    const specificationId = parseId<'specification'>(fieldsOf(raw).specificationId);
    if (isRefusal(specificationId)) return specificationId;
    const body = commentWords(raw, 'Write your comment.');
    if (isRefusal(body)) return body;
    const kind = commentKindField(raw);
    if (isRefusal(kind)) return kind;
    const place = placeField(raw);
    if (isRefusal(place)) return place;
    return { specificationId, place, kind, body, shownAs: fieldsOf(raw).shownAs };
  },

  // Outside the transaction: building the draft takes time, and an anchor stays right whatever is edited meanwhile.
  async prepare({ specificationId, place }, actor, tools) {
    const specification = await commentable(specificationId, actor, tools);
    if (isRefusal(specification)) return specification;
    const slowed = await commentPace(actor, tools);
    if (isRefusal(slowed)) return slowed;
    const { ydoc } = await tools.drafts.newest(specification.documentId);
    const passage =
      place.kind === 'passage' ? place.passage : headingPassage(jsonFromDoc(ydoc), place.clause);
    if (isRefusal(passage)) return passage;
    const anchor = toAnchor(ydoc, passage);
    if (isRefusal(anchor)) return anchor;
    const at = { ydoc, position: passage.from };
    const promised = isPromised(membershipIn(actor, specification.partnershipId)?.group);
    const accountable = promised ? await accountableAt(tools.db, specificationId, at) : [];
    return { anchored: { anchor, quote: passage.quote }, accountable };
  },

  async load(tx, { specificationId }, actor) {
    const row = await specificationById(tx, specificationId);
    if (!row) return refuse('not-found');
    const group = membershipIn(actor, row.partnershipId)?.group;
    return {
      ...(await loadOwed(tx, row)),
      heldFirst: await actorHeldFirst(tx, actor, row),
      groupSize: group ? (await currentMembers(tx, row.partnershipId, [group])).length : 0
    };
  },

  decide(facts, input, { anchored, accountable }, { membership, now, newId }) {
    const { specificationId, kind, body } = input;
    const shown = shownAsChosen(input.shownAs, membership.group, facts.groupSize);
    if (isRefusal(shown)) return shown;
    const { memberId: authorId } = membership;
    const made = { id: newId<'comment'>(), specificationId, authorId, ...anchored, kind, body, ...shown };
    if (facts.heldFirst) return { ...made, ...heldSince(now) };
    return { ...made, createdAt: now, ...owedAnswer(membership, facts, { accountable, now }) };
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

/** The policy's answer before any text is looked at: nobody learns from a refusal what a text holds. */
async function commentable(
  id: SpecificationId,
  actor: Actor,
  { db }: Tools
): Promise<SpecificationRow | Refusal> {
  const row = await specificationById(db, id);
  if (!row) return refuse('not-found');
  const allowed = can(actor, 'comment', row);
  return isRefusal(allowed) ? allowed : row;
}
