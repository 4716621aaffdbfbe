import type { CommentId, OrganisationId } from '#domain/ids';
import { can } from '#domain/policy';
import type { StakeholderGroup } from '#domain/membership';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { placeOfAnyComment, setDuty, type CommentPlace, type NewComment } from '../db/comments';
import { memberGroup } from '../db/members';
import { lockStanding, setStanding, type Stands } from '../db/standing';
import { specificationById } from '../db/specifications';
import { accountableAt } from './accountable-at';
import { anyCommentOnPage } from './comment-on-page';
import type { Command } from './command';
import { fieldsOf } from './fields';
import { loadOwed, owedAnswer, type OwedFacts } from './owed-answer';
import { NOT_ONES_OWN, saidField, type SaidInput } from './own-words';
import { publicField } from './public-words';
import { placeOfComment } from './place-of-comment';
import { doingOf, tellOwner, tellSayer, tellWriter } from './tell-people';

type Verdict = { readonly through: true } | { readonly through: false; readonly reason: string };

interface Input extends SaidInput {
  readonly verdict: Verdict;
}

interface Facts extends CommentPlace, OwedFacts {
  readonly stands: Stands;
  /** Of whoever wrote it. */
  readonly group: StakeholderGroup;
}

interface Reviewed {
  readonly commentId: CommentId;
  readonly replyId: Input['replyId'];
  readonly verdict: Verdict;
  /** Null for a reply, and where it is not let through. */
  readonly duty: Pick<NewComment, 'ownerId' | 'dueOn'> | null;
  readonly at: Date;
}

/** Lets through what is held, or does not. Fields: those of own-words; `verdict`, "through" or "not-through"; `reason`, when it is not. */
export const reviewSaid: Command<
  Input,
  readonly OrganisationId[],
  Facts,
  Reviewed,
  { readonly commentId: CommentId }
> = {
  name: 'review-said',
  needs: 'review-comments',
  parse,

  // Outside the transaction, as for a comment: who answers for the clause in which it stands now.
  async prepare({ commentId, replyId, verdict }, actor, tools) {
    const place = await placeOfAnyComment(tools.db, commentId);
    if (!place) return refuse('not-found');
    const allowed = can(actor, 'review-comments', place);
    if (isRefusal(allowed)) return allowed;
    // An answer is owed to a comment that is shown, and to nothing else.
    if (!verdict.through || replyId !== null) return [];
    const at = await placeOfComment(tools, commentId);
    return at === null ? [] : accountableAt(tools.db, place.specificationId, at);
  },

  async load(tx, input) {
    const place = await anyCommentOnPage(tx, input);
    if (isRefusal(place)) return place;
    const stands = await lockStanding(tx, input);
    const specification = await specificationById(tx, place.specificationId);
    if (!stands || !specification) return refuse('not-found');
    const group = await memberGroup(tx, stands.authorId);
    return { ...(await loadOwed(tx, specification)), ...place, stands, group };
  },

  decide(facts, { commentId, replyId, verdict }, accountable, { membership: { memberId }, now }) {
    const { stands, group } = facts;
    if (stands.authorId === memberId) return refuse('not-allowed', { message: NOT_ONES_OWN });
    if (stands.withdrawn) return refuse('already-withdrawn');
    if (stands.standing !== 'held') return refuse('already-reviewed');
    const owes = verdict.through && replyId === null;
    const duty = owes ? owedAnswer(group, facts, { accountable, now }) : null;
    return { commentId, replyId, verdict, duty, at: now };
  },

  async store(tx, { commentId, replyId, verdict, duty, at }, { facts, acting, record }) {
    const { authorId, createdAt } = facts.stands;
    const key = { commentId, replyId };
    const doing = doingOf(acting);
    await tellSayer(tx, { kind: 'reviewed', aboutId: commentId }, facts.stands, doing);
    if (!verdict.through) {
      const { specificationId, title } = facts;
      await setStanding(tx, key, { standing: 'not-let-through', standingReason: verdict.reason });
      const content = { specificationId, title, reason: verdict.reason, by: acting.by };
      await record({ kind: 'comment-not-let-through', content });
      return { commentId };
    }
    await setStanding(tx, key, { standing: 'shown', saidAt: createdAt, createdAt: at });
    if (duty) {
      await setDuty(tx, commentId, duty);
      await tellOwner(tx, { id: commentId, ...duty }, doing);
    }
    if (replyId !== null && facts.stands.commentAuthorId !== authorId)
      await tellWriter(tx, { kind: 'reply', aboutId: commentId }, doing);
    return { commentId };
  },

  announces: (_outcome, { specificationId, partnershipId }) => [
    { kind: 'specification', id: specificationId },
    { kind: 'partnership', id: partnershipId }
  ]
};

function parse(raw: unknown): Input | Refusal {
  const said = saidField(raw);
  if (isRefusal(said)) return said;
  const { verdict } = fieldsOf(raw);
  if (verdict === 'through') return { ...said, verdict: { through: true } };
  if (verdict !== 'not-through')
    return refuse('missing-field', { field: 'verdict', message: 'Say whether it is let through.' });
  const reason = publicField(raw, 'reason', {
    most: 500,
    missing: 'Say in plain words why it is not let through. Its writer reads this.'
  });
  return isRefusal(reason) ? reason : { ...said, verdict: { through: false, reason } };
}
