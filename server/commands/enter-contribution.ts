import type { CommentKind } from '#domain/comment-kind';
import { parseId, type CommentId, type SpecificationId } from '#domain/ids';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { insertComment, type NewComment } from '../db/comments';
import { specificationById } from '../db/specifications';
import type { Command } from './command';
import { commentKindField } from './comment-kind-field';
import { commentPace } from './comment-pace';
import { commentable, placeComment, type PlacedComment } from './comment-place';
import { commentWords } from './comment-words';
import {
  enteredColumns,
  enteredFields,
  nameShown,
  type EnteredFields,
  type NameShown
} from './entered-fields';
import { fieldsOf } from './fields';
import { isPromised, loadOwed, owedAnswer, type OwedFacts } from './owed-answer';
import { commentPlaceField, type CommentPlace } from './place-field';
import { doingOf, tellOwner } from './tell-people';

interface Input extends EnteredFields {
  readonly specificationId: SpecificationId;
  readonly place: CommentPlace;
  readonly kind: CommentKind;
  readonly body: string;
}

interface Facts extends OwedFacts {
  readonly name: NameShown;
}

interface Entered {
  readonly id: CommentId;
  readonly specificationId: SpecificationId;
}

/**
 * Enters what somebody without an account said. Fields: `specificationId`, `clause` ("clause-3" or "whole"), `kind`, `body`, `who` (the words
 * for who they are, "A carer"), perhaps `name`, `way` (domain/entered), `on` ("2026-11-20"), `agreed` ("yes").
 */
export const enterContribution: Command<Input, PlacedComment, Facts, NewComment, Entered> = {
  name: 'enter-contribution',
  needs: 'enter-for-others',
  parse,

  async prepare({ specificationId, place, contributor }, actor, tools) {
    const specification = await commentable(specificationId, 'enter-for-others', actor, tools);
    if (isRefusal(specification)) return specification;
    const slowed = await commentPace(actor, tools);
    if (isRefusal(slowed)) return slowed;
    return placeComment(specification, { place, promised: isPromised(contributor.group) }, tools);
  },

  async load(tx, { specificationId, contributor: { name } }) {
    const row = await specificationById(tx, specificationId);
    if (!row) return refuse('not-found');
    return { ...(await loadOwed(tx, row)), name: await nameShown(tx, row.partnershipId, name) };
  },

  decide(facts, input, { anchored, accountable }, { membership, now, newId }) {
    const { specificationId, kind, body, contributor } = input;
    const entered = enteredColumns(input, facts.name, now);
    if (isRefusal(entered)) return entered;
    return {
      ...{ id: newId<'comment'>(), specificationId, authorId: membership.memberId, ...anchored, kind, body },
      ...entered,
      ...{ createdAt: now, ...owedAnswer(contributor.group, facts, { accountable, now }) }
    };
  },

  async store(tx, comment, { acting }) {
    await insertComment(tx, comment);
    await tellOwner(tx, comment, doingOf(acting));
    return { id: comment.id, specificationId: comment.specificationId };
  },

  announces: ({ specificationId }, { partnershipId }) => [
    { kind: 'specification', id: specificationId },
    { kind: 'partnership', id: partnershipId }
  ]
};

const CHOOSE_PLACE = 'Choose the clause that it is about, or the whole specification.';

function parse(raw: unknown): Input | Refusal {
  const { clause, specificationId: id } = fieldsOf(raw);
  const specificationId = parseId<'specification'>(id);
  if (isRefusal(specificationId)) return specificationId;
  const body = commentWords(raw, 'Write what they said.');
  if (isRefusal(body)) return body;
  const place =
    typeof clause === 'string' && clause !== ''
      ? commentPlaceField({ clause })
      : refuse('missing-field', { field: 'clause', message: CHOOSE_PLACE });
  if (isRefusal(place)) return place;
  const kind = commentKindField(raw);
  if (isRefusal(kind)) return kind;
  const entered = enteredFields(raw);
  return isRefusal(entered) ? entered : { specificationId, place, kind, body, ...entered };
}
