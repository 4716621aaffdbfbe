import { londonDay } from '#domain/answer-duty';
import type { CommentKind } from '#domain/comment-kind';
import { contributorCalled, isWayIn, saidInTime, type WayIn } from '#domain/entered';
import { parseId, type CommentId, type SpecificationId } from '#domain/ids';
import type { InvitedGroup } from '#domain/invitation';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { insertComment, type NewComment } from '../db/comments';
import { specificationById } from '../db/specifications';
import type { Command } from './command';
import { commentKindField } from './comment-kind-field';
import { commentPace } from './comment-pace';
import { commentable, placeComment, type PlacedComment } from './comment-place';
import { commentWords } from './comment-words';
import { dayField } from './day-field';
import { fieldsOf } from './fields';
import { freeName } from './free-name';
import { isPromised, loadOwed, owedAnswer, type OwedFacts } from './owed-answer';
import { commentPlaceField, type CommentPlace } from './place-field';
import { publicField } from './public-words';
import { doingOf, tellOwner } from './tell-people';

interface Contributor {
  /** How they are shown without a name: "A carer". */
  readonly words: string;
  readonly group: InvitedGroup;
  /** Empty: they are not named. */
  readonly name: string;
}

interface Input {
  readonly specificationId: SpecificationId;
  readonly place: CommentPlace;
  readonly kind: CommentKind;
  readonly body: string;
  readonly contributor: Contributor;
  readonly way: WayIn;
  /** The day on which it was said. */
  readonly on: string;
}

interface Facts extends OwedFacts {
  /** The name as it is shown; null where they are not named. */
  readonly name: string | null | Refusal;
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
    const shown = name === '' ? null : await freeName(tx, row.partnershipId, name);
    return { ...(await loadOwed(tx, row)), name: shown };
  },

  decide(facts, input, { anchored, accountable }, { membership, now, newId }) {
    const { specificationId, kind, body, contributor, way, on } = input;
    if (!saidInTime(on, londonDay(now)))
      return refuse('invalid-input', { field: 'on', message: NOT_IN_TIME });
    if (isRefusal(facts.name)) return facts.name;
    return {
      ...{ id: newId<'comment'>(), specificationId, authorId: membership.memberId, ...anchored, kind, body },
      ...{ shownAs: 'role', roleWords: contributor.words, enteredName: facts.name },
      ...{ enteredGroup: contributor.group, enteredWay: way, enteredOn: on },
      // Nobody asked them whether their words may stand on a public page; whoever entered it can ask, and say so.
      mayBeQuoted: false,
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

const NOT_IN_TIME = 'This day is in the future, or more than a year ago.';
const CHOOSE_PLACE = 'Choose the clause that it is about, or the whole specification.';
const MUST_AGREE =
  'Enter it only when they agreed: everyone in the partnership will read it, and that you entered it.';

function parse(raw: unknown): Input | Refusal {
  const { agreed, clause, specificationId: id } = fieldsOf(raw);
  const specificationId = parseId<'specification'>(id);
  if (isRefusal(specificationId)) return specificationId;
  const body = commentWords(raw, 'Write what they said.');
  if (isRefusal(body)) return body;
  const place =
    typeof clause === 'string' && clause !== ''
      ? commentPlaceField({ clause })
      : missing('clause', CHOOSE_PLACE);
  if (isRefusal(place)) return place;
  const kind = commentKindField(raw);
  if (isRefusal(kind)) return kind;
  const contributor = contributorFields(raw);
  if (isRefusal(contributor)) return contributor;
  const came = wayAndDay(raw);
  if (isRefusal(came)) return came;
  return agreed === 'yes'
    ? { specificationId, place, kind, body, contributor, ...came }
    : missing('agreed', MUST_AGREE);
}

function contributorFields(raw: unknown): Contributor | Refusal {
  const called = contributorCalled(fieldsOf(raw).who);
  if (!called) return missing('who', 'Choose who said it.');
  const name = publicField(raw, 'name', { most: 60 });
  return isRefusal(name) ? name : { ...called, name };
}

function wayAndDay(raw: unknown): Pick<Input, 'way' | 'on'> | Refusal {
  const { way } = fieldsOf(raw);
  if (!isWayIn(way)) return missing('way', 'Choose how it came.');
  const on = dayField(raw, 'on', 'Enter the day on which it was said.');
  return isRefusal(on) ? on : { way, on };
}

function missing(field: string, message: string): Refusal {
  return refuse('missing-field', { field, message });
}
