import { parseId, type CommentId } from '#domain/ids';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { NewAnswer } from '../db/comments';
import type { Command } from './command';
import {
  answerWords,
  changedWords,
  decidedAnswers,
  loadAnswered,
  storeAnswers,
  type AnswerFacts,
  type AnswerInput,
  type ChangedWords
} from './comment-answer';
import { pageField } from './comment-on-page';
import { fieldsOf } from './fields';

interface Answered {
  readonly commentIds: readonly CommentId[];
}

/** More at once than anybody has read. */
const MOST = 200;
/** The name of a check box that is ticked: "comment." and the comment's id. */
const TICKED = /^comment\.(.*)$/;

/**
 * Answers several similar comments in the same words; each gets an answer of its own. Fields: a check box "comment.ID" for each, or
 * `commentIds`; those of comment-answer, and `specificationId` of the page it was sent from.
 */
export const answerComments: Command<AnswerInput, ChangedWords, AnswerFacts, readonly NewAnswer[], Answered> =
  {
    name: 'answer-comments',
    needs: 'answer-comment',

    parse(raw) {
      const ids = chosenIds(raw);
      if (isRefusal(ids)) return ids;
      const words = answerWords(raw);
      return isRefusal(words) ? words : { ...words, ids, page: pageField(raw) };
    },

    prepare: changedWords,

    load: loadAnswered,

    decide: decidedAnswers,

    async store(tx, answers, given) {
      await storeAnswers(tx, answers, given);
      return { commentIds: answers.map(({ commentId }) => commentId) };
    },

    announces: (_answers, { specificationId, partnershipId }) => [
      { kind: 'specification', id: specificationId },
      { kind: 'partnership', id: partnershipId }
    ]
  };

function chosenIds(raw: unknown): readonly CommentId[] | Refusal {
  const { commentIds, ...fields } = fieldsOf(raw);
  const sent: readonly unknown[] = Array.isArray(commentIds)
    ? commentIds
    : Object.keys(fields).flatMap((name) => TICKED.exec(name)?.[1] ?? []);
  const ids = new Set<CommentId>();
  for (const each of sent) {
    const id = parseId<'comment'>(each);
    if (isRefusal(id)) return id;
    ids.add(id);
  }
  if (ids.size === 0) {
    return refuse('missing-field', { field: 'comments', message: 'Tick the comments that you answer.' });
  }
  const message = `Answer at most ${MOST} comments at once.`;
  return ids.size > MOST ? refuse('invalid-input', { field: 'comments', message }) : [...ids];
}
