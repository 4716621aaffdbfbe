import { daysLeft } from '#domain/answer-duty';
import { parseId, type CommentId, type MemberId } from '#domain/ids';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { setDuty, type CommentPlace } from '../db/comments';
import { membersWhoMay } from '../db/members-who-may';
import { lockSaid, type SaidWords } from '../db/own-words';
import type { Command } from './command';
import { commentOnPage, pageField } from './comment-on-page';
import { dayField } from './day-field';
import { fieldsOf } from './fields';
import { doingOf, tellOwner } from './tell-people';

interface Input {
  readonly commentId: CommentId;
  readonly ownerId: MemberId;
  /** A calendar day, "2026-12-08". */
  readonly dueOn: string;
  readonly page: unknown;
}

interface Facts extends CommentPlace {
  readonly said: SaidWords;
  /** The name of who is to answer; undefined when they may not. */
  readonly owner: string | undefined;
}

interface Outcome extends Pick<Input, 'commentId' | 'ownerId' | 'dueOn'> {
  readonly owner: string;
}

/** A day further away is a slip of the finger, or no promise any more. */
const MOST_DAYS = 366;

/** Says who answers a comment and by when. Fields: `commentId`, `ownerId`, `dueOn`, and `specificationId` of the page it was sent from. */
export const setAnswerDuty: Command<Input, undefined, Facts, Outcome, Omit<Outcome, 'owner'>> = {
  name: 'set-answer-duty',
  needs: 'answer-comment',

  parse(raw) {
    const commentId = parseId<'comment'>(fieldsOf(raw).commentId);
    if (isRefusal(commentId)) return commentId;
    const ownerId = parseId<'member'>(fieldsOf(raw).ownerId);
    if (isRefusal(ownerId)) return chooseOwner();
    const dueOn = dayField(raw, 'dueOn', 'Say by which day it is to be answered.');
    return isRefusal(dueOn) ? dueOn : { commentId, ownerId, dueOn, page: pageField(raw) };
  },

  async load(tx, input) {
    const place = await commentOnPage(tx, input);
    if (isRefusal(place)) return place;
    const said = await lockSaid(tx, { commentId: input.commentId, replyId: null });
    const answerers = await membersWhoMay(tx, place.partnershipId, 'answer-comment');
    const owner = answerers.find(({ memberId }) => memberId === input.ownerId)?.name;
    return said ? { ...place, said, owner } : refuse('not-found');
  },

  decide({ said, owner }, { commentId, ownerId, dueOn }, _prepared, { now }) {
    if (said.answered) return refuse('already-answered');
    if (said.withdrawn) return refuse('already-withdrawn');
    if (said.dueOn === null) return refuse('no-answer-owed');
    if (owner === undefined) return chooseOwner();
    const days = daysLeft(dueOn, now);
    if (days < 0 || days > MOST_DAYS) {
      const message = 'Choose a day from today on, at most a year ahead.';
      return refuse('invalid-input', { field: 'dueOn', message });
    }
    return { commentId, ownerId, dueOn, owner };
  },

  async store(tx, { owner, ...duty }, { facts: { specificationId, title }, acting, record }) {
    const { commentId, ownerId, dueOn } = duty;
    await setDuty(tx, commentId, { ownerId, dueOn });
    await tellOwner(tx, { id: commentId, ownerId }, doingOf(acting));
    const about = { specificationId, title, commentId, by: acting.by };
    await record({ kind: 'answer-duty-changed', content: { ...about, owner, dueOn } });
    return duty;
  },

  announces: (_outcome, { specificationId, partnershipId }) => [
    { kind: 'specification', id: specificationId },
    { kind: 'partnership', id: partnershipId }
  ]
};

function chooseOwner(): Refusal {
  return refuse('invalid-input', { field: 'ownerId', message: 'Choose somebody who may answer.' });
}
