import { lastDayToAnswer } from '#domain/answer-duty';
import { parseId, type CommentId, type ConcernId } from '#domain/ids';
import { isConcernOutcome, type ConcernOutcome } from '#domain/moderation';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { setDuty } from '../db/comments';
import { lockConcern, settleConcern as keepSettled, type ConcernRow } from '../db/moderation';
import { lockStanding, setStanding, type Stands } from '../db/standing';
import type { SpecificationId } from '#domain/ids';
import type { Command } from './command';
import { fieldsOf } from './fields';
import { NOT_ONES_OWN } from './own-words';
import { publicField } from './public-words';
import { doingOf, tellSayer } from './tell-people';

interface Input {
  readonly concernId: ConcernId;
  readonly outcome: ConcernOutcome;
  /** Empty where it was no concern. */
  readonly passedTo: string;
}

interface Facts extends Subject {
  readonly concern: ConcernRow;
  readonly specificationId: SpecificationId;
  readonly stands: Stands;
}

interface Settled extends Omit<Input, 'concernId'> {
  readonly at: Date;
}

/** Records what came of a safeguarding or complaint matter. Fields: `concernId`; `outcome`, "no-concern" or "passed-on"; `passedTo`. */
export const settleConcern: Command<Input, undefined, Facts, Settled, { readonly commentId: CommentId }> = {
  name: 'settle-concern',
  needs: 'see-concerns',

  parse(raw): Input | Refusal {
    const concernId = parseId<'concern'>(fieldsOf(raw).concernId);
    if (isRefusal(concernId)) return concernId;
    const { outcome } = fieldsOf(raw);
    if (!isConcernOutcome(outcome))
      return refuse('missing-field', { field: 'outcome', message: 'Say what came of it.' });
    if (outcome === 'no-concern') return { concernId, outcome, passedTo: '' };
    const passedTo = publicField(raw, 'passedTo', { most: 300, missing: 'Say to whom it was passed on.' });
    return isRefusal(passedTo) ? passedTo : { concernId, outcome, passedTo };
  },

  async load(tx, { concernId }) {
    const found = await lockConcern(tx, concernId);
    const stands = found && (await lockStanding(tx, found.concern));
    return found && stands ? { ...found, stands } : refuse('not-found');
  },

  decide({ concern, stands }, { outcome, passedTo }, _prepared, { membership: { memberId }, now }) {
    if (stands.authorId === memberId && stands.origin === 'here')
      return refuse('not-allowed', { message: NOT_ONES_OWN });
    if (concern.outcome !== null) return refuse('already-reviewed');
    return { outcome, passedTo, at: now };
  },

  async store(tx, { outcome, passedTo, at }, { facts: { concern, stands }, acting }) {
    const { id, commentId, replyId } = concern;
    const settledBy = acting.membership.memberId;
    await keepSettled(tx, id, { outcome, passedTo, settledBy, settledAt: at });
    await setStanding(tx, { commentId, replyId }, standingAfter(outcome, concern));
    // The days on which nobody could answer it do not count.
    if (outcome === 'no-concern' && replyId === null && stands.owed)
      await setDuty(tx, commentId, { dueOn: lastDayToAnswer(at) });
    await tellSayer(tx, { kind: 'reviewed', aboutId: commentId }, stands, doingOf(acting));
    return { commentId };
  },

  announces: (_outcome, { specificationId, partnershipId }) => [
    { kind: 'specification', id: specificationId },
    { kind: 'partnership', id: partnershipId }
  ]
};

/** What was told to the queue alone is not shown to anybody because it is no such matter. */
function standingAfter(outcome: ConcernOutcome, { told }: Pick<ConcernRow, 'told'>) {
  if (outcome === 'passed-on') return { standing: 'passed-on' } as const;
  return told
    ? ({ standing: 'not-let-through', standingReason: NO_SUCH_MATTER } as const)
    : ({ standing: 'shown' } as const);
}

const NO_SUCH_MATTER =
  'This was not taken for a safeguarding or complaint matter. If others may read it, say it as a comment.';
