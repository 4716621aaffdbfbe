import type { AnswerOutcome } from '#domain/comment-thread';
import { parseId, type CommentId } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
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
  readonly commentId: CommentId;
  readonly outcome: AnswerOutcome;
}

/** Gives the one answer a comment is owed. Fields: `commentId`, those of comment-answer, and `specificationId` of the page it was sent from. */
export const answerComment: Command<AnswerInput, ChangedWords, AnswerFacts, readonly NewAnswer[], Answered> =
  {
    name: 'answer-comment',
    needs: 'answer-comment',

    parse(raw) {
      const commentId = parseId<'comment'>(fieldsOf(raw).commentId);
      if (isRefusal(commentId)) return commentId;
      const words = answerWords(raw);
      return isRefusal(words) ? words : { ...words, ids: [commentId], page: pageField(raw) };
    },

    prepare: changedWords,

    load: loadAnswered,

    decide: decidedAnswers,

    async store(tx, answers, given) {
      await storeAnswers(tx, answers, given);
      const [{ commentId, outcome }] = answers as [NewAnswer];
      return { commentId, outcome };
    },

    announces: (_answers, { specificationId, partnershipId }) => [
      { kind: 'specification', id: specificationId },
      { kind: 'partnership', id: partnershipId }
    ]
  };
