import type { CommentId, SpecificationId } from '#domain/ids';
import { isRefusal, refuse } from '#domain/refusal';
import { insertComment, type NewComment } from '../db/comments';
import { specificationById } from '../db/specifications';
import { insertSuggestions } from '../db/suggestions';
import type { Command } from './command';
import {
  enteredColumns,
  enteredFields,
  nameShown,
  type EnteredFields,
  type NameShown
} from './entered-fields';
import { loadOwed, owedAnswer, type OwedFacts } from './owed-answer';
import { suggestedFields, suggestedPlace, type SuggestedPlace, type SuggestedWords } from './suggested-words';
import { doingOf, tellOwner } from './tell-people';

type Input = EnteredFields & SuggestedWords;

interface Facts extends OwedFacts {
  readonly name: NameShown;
}

/**
 * Enters other words for a passage that somebody without an account wants. Fields: `specificationId`; `from`, `to` and `quote` of the
 * passage that was shown; `wording`; `body`, their reason, which may be empty; and those of `enteredFields`.
 */
export const enterWording: Command<
  Input,
  SuggestedPlace,
  Facts,
  NewComment,
  { readonly id: CommentId; readonly specificationId: SpecificationId }
> = {
  name: 'enter-wording',
  needs: 'enter-for-others',

  parse(raw) {
    const words = suggestedFields(raw);
    if (isRefusal(words)) return words;
    const entered = enteredFields(raw);
    return isRefusal(entered) ? entered : { ...words, ...entered };
  },

  prepare: (words, actor, tools) =>
    suggestedPlace(
      words,
      { actor, needs: 'enter-for-others', groupIn: () => words.contributor.group },
      tools
    ),

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
