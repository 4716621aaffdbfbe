import { isResponsibility, type ResponsibilityKind } from '#domain/clause-facts';
import { clauseName } from '#domain/clause-state';
import { parseId, type OrganisationId } from '#domain/ids';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { knownHeadings, rememberHeadings, type ClauseHeading } from '../db/clause-headings';
import { organisationName, organisationsOf } from '../db/organisations';
import { giveResponsibility, isResponsible, takeResponsibility } from '../db/responsibilities';
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
import { chooseOrganisation } from './organisation-field';

interface Input extends ClausePlace {
  readonly organisationId: OrganisationId;
  readonly kind: ResponsibilityKind;
  /** Whether it shall be so, or shall be so no longer. */
  readonly holds: boolean;
}

interface Facts extends ClauseFactsSubject {
  /** Its name in full, for the register. */
  readonly organisation: string;
  readonly heldAlready: boolean;
  /** What the clause was called when it was last seen. */
  readonly lastHeading: ClauseHeading | undefined;
}

interface Outcome extends Input {
  readonly changes: boolean;
  readonly heading: ClauseHeading;
  readonly isInText: boolean;
}

export interface ResponsibilitySet {
  readonly clause: string;
  readonly kind: ResponsibilityKind;
  readonly holds: boolean;
}

/**
 * Says what an organisation is for a clause, or that it is that no longer. Fields: `specificationId`, `clause`,
 * `organisationId`, `kind` (accountable, responsible, consulted, informed), `holds` ("no" takes it away).
 */
export const setResponsibility: Command<Input, FoundClause, Facts, Outcome, ResponsibilitySet> = {
  name: 'set-responsibility',
  needs: 'edit-clause-facts',

  parse(raw) {
    const place = clausePlaceField(raw);
    if (isRefusal(place)) return place;
    const { organisationId, kind, holds } = fieldsOf(raw);
    const organisation = parseId<'organisation'>(organisationId);
    if (isRefusal(organisation)) return chooseOrganisation('organisationId');
    if (!isResponsibility(kind)) return chooseKind(kind);
    return { ...place, organisationId: organisation, kind, holds: holds !== 'no' && holds !== false };
  },

  prepare: (input, actor, tools) => findClause(input, actor, tools),

  async load(tx, { specificationId, clause: clauseId, organisationId, kind, holds }, _actor, tools) {
    const specification = await lockedSpecification(tx, specificationId);
    if (!specification) return refuse('not-found');
    const { partnershipId } = specification;
    const heldAlready = await isResponsible(tx, { specificationId, clauseId, organisationId, kind });
    const choices = await organisationsOf(tx, partnershipId, await tools.now(tx));
    // One that has left the partnership can still be taken away, and nothing else.
    const known = choices.some(({ id }) => id === organisationId) || (heldAlready && !holds);
    const organisation = known ? await organisationName(tx, organisationId) : undefined;
    if (organisation === undefined) return chooseOrganisation('organisationId');
    const lastHeading = (await knownHeadings(tx, specificationId)).get(clauseId);
    return { partnershipId, specification, organisation, heldAlready, lastHeading };
  },

  decide({ heldAlready, lastHeading }, input, { heading: now }) {
    const changes = heldAlready !== input.holds;
    // Of a clause that is gone what stands there may be taken away; nothing is added to it.
    const heading = now ?? (changes && !input.holds ? lastHeading : undefined);
    return heading ? { ...input, changes, heading, isInText: now !== undefined } : noSuchClause();
  },

  async store(tx, outcome, { facts, acting, record }) {
    const { specificationId, clause: clauseId, organisationId, kind, holds, heading } = outcome;
    const answer = { clause: clauseId, kind, holds };
    if (!outcome.changes) return answer;
    const key = { specificationId, clauseId, organisationId, kind };
    const kept = { setBy: acting.membership.memberId, setAt: acting.now };
    await (holds ? giveResponsibility(tx, key, kept) : takeResponsibility(tx, key));
    if (outcome.isInText)
      await rememberHeadings(tx, specificationId, [{ id: clauseId, ...heading }], acting.now);
    const change = holds ? ('given' as const) : ('taken-away' as const);
    const about = { specificationId, title: facts.specification.title, by: acting.by };
    const clause = { clauseId, clause: clauseName(heading) };
    const content = { ...about, ...clause, organisation: facts.organisation, responsibility: kind, change };
    await record({ kind: 'responsibility-changed', content });
    return answer;
  },

  announces: ({ changes }, facts) => (changes ? clauseTopics(facts) : [])
};

function chooseKind(kind: unknown): Refusal {
  return kind === undefined || kind === ''
    ? refuse('missing-field', { field: 'kind', message: 'Say what the organisation is for this clause.' })
    : refuse('invalid-input', { field: 'kind' });
}
