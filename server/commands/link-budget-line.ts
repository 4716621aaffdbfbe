import { parseId, type BudgetLineId } from '#domain/ids';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { holdLine, linkLine } from '../db/budget-lines';
import { rememberHeadings, type ClauseHeading } from '../db/clause-headings';
import type { NewFact } from '../db/fact-tables';
import { specificationById } from '../db/specifications';
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
  readonly lineId: BudgetLineId;
}

interface Facts extends ClauseFactsSubject {
  /** The specification has the line; its row is locked. */
  readonly isThere: boolean;
}

interface Outcome {
  readonly link: Omit<NewFact<unknown>, 'fields'>;
  readonly heading: ClauseHeading;
}

interface Linked {
  readonly id: string;
  readonly clause: string;
}

/** Has a budget line of the specification pay for this clause too. Fields: `specificationId`, `clause`, `lineId`. */
export const linkBudgetLine: Command<Input, FoundClause, Facts, Outcome, Linked> = {
  name: 'link-budget-line',
  needs: 'edit-clause-facts',

  parse(raw) {
    const place = clausePlaceField(raw);
    if (isRefusal(place)) return place;
    const { lineId } = fieldsOf(raw);
    if (lineId === undefined || lineId === '') return chooseLine();
    const parsed = parseId<'budget-line'>(lineId);
    return isRefusal(parsed) ? { ...parsed, field: 'lineId' } : { ...place, lineId: parsed };
  },

  prepare: (input, actor, tools) => findClause(input, actor, tools),

  async load(tx, { specificationId, lineId: id }) {
    const specification = await specificationById(tx, specificationId);
    if (!specification) return refuse('not-found');
    const { partnershipId } = specification;
    return { partnershipId, specification, isThere: await holdLine(tx, { id, specificationId }) };
  },

  decide({ isThere }, { specificationId, clause, lineId: id }, { heading }, { membership, now }) {
    if (!heading) return noSuchClause();
    if (!isThere) return noSuchLine();
    const link = { key: { id, specificationId, clause }, addedBy: membership.memberId, addedAt: now };
    return { link, heading };
  },

  async store(tx, { link, heading }, { acting }) {
    const { id, specificationId, clause } = link.key;
    await linkLine(tx, link);
    await rememberHeadings(tx, specificationId, [{ id: clause, ...heading }], acting.now);
    return { id, clause };
  },

  announces: (_outcome, facts) => clauseTopics(facts)
};

function chooseLine(): Refusal {
  return refuse('missing-field', { field: 'lineId', message: 'Choose the line that pays for this clause.' });
}

function noSuchLine(): Refusal {
  const message = 'This line is not there any more. Somebody else may have taken it away.';
  return refuse('not-found', { field: 'lineId', message });
}
