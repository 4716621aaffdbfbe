import { isAnswerOutcome, type AnswerOutcome } from '#domain/comment-thread';
import { parseId, type CommentId } from '#domain/ids';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { answeredAlready, insertAnswer, type CommentPlace, type NewAnswer } from '../db/comments';
import type { Command } from './command';
import { commentOnPage, pageField } from './comment-on-page';
import { commentWords } from './comment-words';
import { fieldsOf } from './fields';
import { doingOf, tellWriter } from './tell-people';

interface Input {
  readonly commentId: CommentId;
  readonly outcome: AnswerOutcome;
  readonly body: string;
  readonly page: unknown;
}

interface Facts extends CommentPlace {
  readonly answered: boolean;
}

interface Answered {
  readonly commentId: CommentId;
  readonly outcome: AnswerOutcome;
}

/** Gives the one answer a comment is owed. Fields: `commentId`, `outcome`, `body`, and `specificationId` of the page it was sent from. */
export const answerComment: Command<Input, undefined, Facts, NewAnswer, Answered> = {
  name: 'answer-comment',
  needs: 'answer-comment',

  parse(raw) {
    const commentId = parseId<'comment'>(fieldsOf(raw).commentId);
    if (isRefusal(commentId)) return commentId;
    const outcome = outcomeOf(fieldsOf(raw).outcome);
    if (isRefusal(outcome)) return outcome;
    const body = commentWords(raw, 'Say in plain words what became of the comment, and why.');
    return isRefusal(body) ? body : { commentId, outcome, body, page: pageField(raw) };
  },

  async load(tx, input) {
    const place = await commentOnPage(tx, input);
    return isRefusal(place) ? place : { ...place, answered: await answeredAlready(tx, input.commentId) };
  },

  decide({ answered }, { commentId, outcome, body }, _prepared, { membership, now }) {
    if (answered) return refuse('already-answered');
    return { commentId, outcome, body, authorId: membership.memberId, createdAt: now };
  },

  async store(tx, answer, { facts: { specificationId, title }, acting, record }) {
    const { commentId, outcome, body } = answer;
    const { by } = acting;
    await insertAnswer(tx, answer);
    await tellWriter(tx, { kind: 'answered', aboutId: commentId }, doingOf(acting));
    await record({
      kind: 'comment-answered',
      content: { specificationId, title, commentId, outcome, answer: body, by }
    });
    return { commentId, outcome };
  },

  announces: (_answer, { specificationId, partnershipId }) => [
    { kind: 'specification', id: specificationId },
    { kind: 'partnership', id: partnershipId }
  ]
};

function outcomeOf(value: unknown): AnswerOutcome | Refusal {
  if (isAnswerOutcome(value)) return value;
  return value === undefined || value === ''
    ? refuse('missing-field', { field: 'outcome', message: 'Say whether the text was changed.' })
    : refuse('invalid-input', { field: 'outcome' });
}
