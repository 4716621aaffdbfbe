import { clauseName } from '#domain/clause-state';
import { isRefusal, refuse } from '#domain/refusal';
import { rememberHeadings, type ClauseHeading } from '../db/clause-headings';
import { openOwner, ownerIsOpen, stopLeavingOpen } from '../db/responsibilities';
import { lockedSpecification } from '../db/versions';
import {
  clausePlaceField,
  clauseTopics,
  findClause,
  noSuchClause,
  type ClauseFactsSubject,
  type ClausePlace,
  type FoundClause
} from './clause-place';
import type { Command } from './command';
import { fieldsOf } from './fields';

interface Input extends ClausePlace {
  readonly open: boolean;
}

interface Facts extends ClauseFactsSubject {
  readonly openAlready: boolean;
}

interface Outcome extends Input {
  readonly changes: boolean;
  readonly heading: ClauseHeading;
}

interface LeftOpen {
  readonly clause: string;
  readonly open: boolean;
}

/**
 * Says that a clause's owner is still to be found, so that it takes none from the clause above; or that it takes it
 * again. Fields: `specificationId`, `clause`, `open`: "yes", or "no" to end it.
 */
export const leaveOwnerOpen: Command<Input, FoundClause, Facts, Outcome, LeftOpen> = {
  name: 'leave-owner-open',
  needs: 'edit-clause-facts',

  parse(raw) {
    const place = clausePlaceField(raw);
    if (isRefusal(place)) return place;
    const { open } = fieldsOf(raw);
    if (open === 'yes') return { ...place, open: true };
    if (open === 'no') return { ...place, open: false };
    return refuse('invalid-input', { field: 'open' });
  },

  prepare: (input, actor, tools) => findClause(input, actor, tools),

  async load(tx, { specificationId, clause: clauseId }) {
    const specification = await lockedSpecification(tx, specificationId);
    if (!specification) return refuse('not-found');
    const openAlready = await ownerIsOpen(tx, { specificationId, clauseId });
    return { partnershipId: specification.partnershipId, specification, openAlready };
  },

  decide({ openAlready }, input, { heading }) {
    return heading ? { ...input, changes: openAlready !== input.open, heading } : noSuchClause();
  },

  async store(tx, { specificationId, clause: clauseId, open, changes, heading }, { facts, acting, record }) {
    const answer = { clause: clauseId, open };
    if (!changes) return answer;
    const key = { specificationId, clauseId };
    if (open) await openOwner(tx, key, { setBy: acting.membership.memberId, setAt: acting.now });
    else await stopLeavingOpen(tx, key);
    await rememberHeadings(tx, specificationId, [{ id: clauseId, ...heading }], acting.now);
    const about = { specificationId, title: facts.specification.title, by: acting.by };
    const content = { ...about, clauseId, clause: clauseName(heading), open };
    await record({ kind: 'owner-left-open', content });
    return answer;
  },

  announces: ({ changes }, facts) => (changes ? clauseTopics(facts) : [])
};
