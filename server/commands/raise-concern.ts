import type { ConcernId } from '#domain/ids';
import { TOO_MANY_CONCERNS, tooManyConcerns } from '#domain/moderation';
import { membershipIn } from '#domain/membership';
import { isRefusal, refuse } from '#domain/refusal';
import { concernsAbout, insertConcern, raisedLately, type ConcernRow } from '../db/moderation';
import type { SaidKey } from '../db/own-words';
import { setStanding } from '../db/standing';
import type { Command } from './command';
import { loadSaid, saidField, type SaidFacts, type SaidInput } from './own-words';
import { doingOf, tellQueue, tellSayer } from './tell-people';

interface Facts extends SaidFacts {
  readonly raised: readonly ConcernRow[];
  /** How many the actor raised in the last day. */
  readonly lately: number;
}

interface Raised extends SaidKey {
  readonly id: ConcernId;
  readonly at: Date;
}

const LOOKED_AT = 'This was looked at already, and it is not a matter of that kind.';

/** Says that something may be a safeguarding or complaint matter: it is hidden until somebody has looked at it. Fields: those of own-words. */
export const raiseConcern: Command<SaidInput, undefined, Facts, Raised, SaidKey> = {
  name: 'raise-concern',
  needs: 'raise-concern',
  parse: saidField,

  async load(tx, input, actor, tools) {
    const facts = await loadSaid(tx, input, actor);
    if (isRefusal(facts)) return facts;
    const memberId = membershipIn(actor, facts.partnershipId)?.memberId;
    const lately = memberId ? await raisedLately(tx, memberId, await tools.now(tx)) : 0;
    return { ...facts, raised: await concernsAbout(tx, input), lately };
  },

  decide({ said, raised, lately }, { commentId, replyId }, _prepared, { now, newId }) {
    if (said.hidden) return refuse('already-reviewed');
    if (said.withdrawn) return refuse('already-withdrawn');
    if (raised.length > 0) return refuse('already-reviewed', { message: LOOKED_AT });
    if (tooManyConcerns(lately)) return refuse('too-many-tries', { message: TOO_MANY_CONCERNS });
    return { id: newId(), commentId, replyId, at: now };
  },

  async store(tx, { id, commentId, replyId, at }, { facts, acting }) {
    const { said, partnershipId } = facts;
    const raisedBy = acting.membership.memberId;
    await insertConcern(tx, { id, commentId, replyId, raisedBy, raisedAt: at });
    await setStanding(tx, { commentId, replyId }, { standing: 'concern' });
    await tellQueue(tx, { partnershipId, aboutId: commentId }, doingOf(acting));
    await tellSayer(tx, { kind: 'set-aside', aboutId: commentId }, said, doingOf(acting));
    return { commentId, replyId };
  },

  announces: (_outcome, { specificationId, partnershipId }) => [
    { kind: 'specification', id: specificationId },
    { kind: 'partnership', id: partnershipId }
  ]
};
