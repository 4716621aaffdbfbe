import type { CommentId } from '#domain/ids';
import { isSecondLook, secondLookUntil, type SecondLook } from '#domain/moderation';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import {
  askSecondLook as keepAsked,
  bringBack,
  keepSecondLook,
  lockRemoval,
  type RemovalRow
} from '../db/moderation';
import type { SaidKey } from '../db/own-words';
import type { Command } from './command';
import type { Transaction } from '../db/database';
import type { Actor } from '#domain/membership';
import { fieldsOf } from './fields';
import { loadSaid, saidField, type SaidFacts, type SaidInput } from './own-words';
import { doingOf, tellReviewers, tellSayer } from './tell-people';

interface Facts extends SaidFacts {
  readonly removal: RemovalRow | undefined;
}

interface OfRemoval extends SaidKey {
  readonly removal: RemovalRow;
  readonly at: Date;
}

type Output = { readonly commentId: CommentId };

const TOO_LATE = 'Thirty days have passed, and what was removed is kept no longer.';
const ONLY_ITS_WRITER = 'Only whoever wrote this can ask for a second look.';
const SOMEBODY_ELSE = 'Somebody else than who removed it, and than who wrote it, has to look at it again.';

async function loadRemoved(tx: Transaction, input: SaidInput, actor: Actor): Promise<Facts | Refusal> {
  const facts = await loadSaid(tx, input, actor);
  return isRefusal(facts) ? facts : { ...facts, removal: await lockRemoval(tx, input) };
}

/** Asks that somebody else look at what was removed. Fields: those of own-words. */
export const askSecondLook: Command<SaidInput, undefined, Facts, OfRemoval, Output> = {
  name: 'ask-second-look',
  needs: 'comment',
  parse: saidField,
  load: loadRemoved,

  decide({ said, removal }, { commentId, replyId }, _prepared, { membership: { memberId }, now }) {
    if (said.authorId !== memberId) return refuse('not-allowed', { message: ONLY_ITS_WRITER });
    const open = stillOpen(removal, now);
    if (isRefusal(open)) return open;
    return open.askedAt === null
      ? { commentId, replyId, removal: open, at: now }
      : refuse('already-reviewed', { message: 'You have asked for a second look already.' });
  },

  async store(tx, { commentId, removal, at }, { facts: { partnershipId }, acting }) {
    await keepAsked(tx, removal.id, at);
    await tellReviewers(tx, { partnershipId, aboutId: commentId }, doingOf(acting));
    return { commentId };
  },

  // Nobody else sees that it was asked.
  announces: () => []
};

interface LookInput extends SaidInput {
  readonly outcome: SecondLook;
}

/** Looks again at what somebody else removed. Fields: those of own-words, and `outcome`, "stays-removed" or "back". */
export const giveSecondLook: Command<
  LookInput,
  undefined,
  Facts,
  OfRemoval & { readonly outcome: SecondLook },
  Output
> = {
  name: 'give-second-look',
  needs: 'review-comments',

  parse(raw) {
    const said = saidField(raw);
    if (isRefusal(said)) return said;
    const { outcome } = fieldsOf(raw);
    return isSecondLook(outcome)
      ? { ...said, outcome }
      : refuse('missing-field', { field: 'outcome', message: 'Say whether it stays removed.' });
  },

  load: loadRemoved,

  decide({ said, removal }, { commentId, replyId, outcome }, _prepared, { membership: { memberId }, now }) {
    const open = stillOpen(removal, now);
    if (isRefusal(open)) return open;
    if (open.askedAt === null)
      return refuse('not-allowed', { message: 'Nobody has asked for a second look at this.' });
    if (said.authorId === memberId || open.removedBy === memberId)
      return refuse('not-allowed', { message: SOMEBODY_ELSE });
    return { commentId, replyId, removal: open, outcome, at: now };
  },

  async store(tx, { commentId, replyId, removal, outcome, at }, { facts, acting, record }) {
    const { specificationId, title, said } = facts;
    if (outcome === 'back') await bringBack(tx, { commentId, replyId }, removal);
    const lookedBy = acting.membership.memberId;
    await keepSecondLook(tx, removal.id, { outcome, lookedAt: at, lookedBy });
    await tellSayer(tx, { kind: 'reviewed', aboutId: commentId }, said, doingOf(acting));
    const content = { specificationId, title, removal: removal.reason, outcome, by: acting.by };
    await record({ kind: 'removal-looked-at', content });
    return { commentId };
  },

  announces: (_outcome, { specificationId, partnershipId }) => [
    { kind: 'specification', id: specificationId },
    { kind: 'partnership', id: partnershipId }
  ]
};

/** The removal while it can still be looked at again. */
function stillOpen(removal: RemovalRow | undefined, now: Date): RemovalRow | Refusal {
  if (!removal) return refuse('not-found');
  if (removal.outcome !== null) return refuse('already-reviewed');
  return removal.words === null || secondLookUntil(removal.removedAt) < now
    ? refuse('not-allowed', { message: TOO_LATE })
    : removal;
}
