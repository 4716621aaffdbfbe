import type { Passage } from '#domain/comment-thread';
import { parseId, type CommentId, type OrganisationId, type SpecificationId } from '#domain/ids';
import { can } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { insertComment, type NewComment } from '../db/comments';
import { specificationById } from '../db/specifications';
import { insertSuggestions } from '../db/suggestions';
import { suggestedStretch, type SuggestedStretch } from '../documents/suggested-stretch';
import { accountableAt } from './accountable-at';
import type { Command } from './command';
import { commentPace } from './comment-pace';
import {
  enteredColumns,
  enteredFields,
  nameShown,
  type EnteredFields,
  type NameShown
} from './entered-fields';
import { fieldsOf } from './fields';
import { isPromised, loadOwed, owedAnswer, type OwedFacts } from './owed-answer';
import { placeField } from './place-field';
import { publicField } from './public-words';
import { doingOf, tellOwner } from './tell-people';
import { MOST_WORDING, wordingField } from './wording-field';

interface Input extends EnteredFields {
  readonly specificationId: SpecificationId;
  readonly passage: Passage;
  readonly wording: string;
  readonly reason: string;
}

interface Prepared {
  readonly stretch: SuggestedStretch;
  /** For the clause in which it stands. */
  readonly accountable: readonly OrganisationId[];
}

interface Facts extends OwedFacts {
  readonly name: NameShown;
}

/**
 * Enters other words for a passage that somebody without an account wants. Fields: `specificationId`; `from`, `to` and `quote` of the
 * passage that was shown; `wording`; `body`, their reason, which may be empty; and those of `enteredFields`.
 */
export const enterWording: Command<
  Input,
  Prepared,
  Facts,
  NewComment,
  { readonly id: CommentId; readonly specificationId: SpecificationId }
> = {
  name: 'enter-wording',
  needs: 'enter-for-others',

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
    const entered = enteredFields(raw);
    return isRefusal(entered)
      ? entered
      : { specificationId, passage: place.passage, wording, reason, ...entered };
  },

  // Outside the transaction, as for a suggestion.
  async prepare(
    { specificationId, passage, wording, contributor },
    actor,
    tools
  ): Promise<Prepared | Refusal> {
    const specification = await specificationById(tools.db, specificationId);
    if (!specification) return refuse('not-found');
    const allowed = can(actor, 'enter-for-others', specification);
    if (isRefusal(allowed)) return allowed;
    const slowed = await commentPace(actor, tools);
    if (isRefusal(slowed)) return slowed;
    const { ydoc } = await tools.drafts.newest(specification.documentId);
    const stretch = suggestedStretch(ydoc, passage, wording);
    if (isRefusal(stretch)) return stretch;
    if (!isPromised(contributor.group)) return { stretch, accountable: [] };
    return {
      stretch,
      accountable: await accountableAt(tools.db, specificationId, { ydoc, position: passage.from })
    };
  },

  async load(tx, { specificationId, contributor: { name } }) {
    const row = await specificationById(tx, specificationId);
    if (!row) return refuse('not-found');
    return { ...(await loadOwed(tx, row)), name: await nameShown(tx, row.partnershipId, name) };
  },

  decide(facts, input, { stretch, accountable }, { membership, now, newId }) {
    const { specificationId, reason, contributor } = input;
    const entered = enteredColumns(input, facts.name, now);
    if (isRefusal(entered)) return entered;
    const { anchor, before, after } = stretch;
    return {
      ...{ id: newId<'comment'>(), specificationId, authorId: membership.memberId, anchor, quote: before },
      ...{ kind: 'suggestion', body: reason, oldWording: before, proposedWording: after },
      ...entered,
      ...{ createdAt: now, ...owedAnswer(contributor.group, facts, { accountable, now }) }
    };
  },

  async store(tx, comment, { acting }) {
    await insertComment(tx, comment);
    await tellOwner(tx, comment, doingOf(acting));
    await insertSuggestions(tx, [comment.id]);
    return { id: comment.id, specificationId: comment.specificationId };
  },

  announces: ({ specificationId }, { partnershipId }) => [
    { kind: 'specification', id: specificationId },
    { kind: 'partnership', id: partnershipId }
  ]
};
