import { parseId, type Id, type OrganisationId } from '#domain/ids';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { rememberHeadings, type ClauseHeading } from '../db/clause-headings';
import type { FactKey, FactTable, NewFact } from '../db/fact-tables';
import type { Transaction } from '../db/database';
import { organisationsOf } from '../db/organisations';
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
import type { Tools } from '../runtime';
import type { Command } from './command';
import { fieldsOf } from './fields';
import { chooseOrganisation } from './organisation-field';

/** One kind of fact: evidence, an outcome measure, a budget line. */
export interface FactKind<Fields extends object> {
  /** "evidence": in the commands' names. */
  readonly name: string;
  readonly table: FactTable<Fields>;
  parse(raw: unknown): Fields | Refusal;
  /** The organisation it names, with the field it came from; null when it names none. */
  organisationIn(fields: Fields): { readonly id: OrganisationId; readonly field: string } | null;
}

interface KeepInput<Fields> extends ClausePlace {
  /** Of the fact that is changed; null when one is added. */
  readonly factId: Id<string> | null;
  readonly fields: Fields;
}

interface FactFacts extends ClauseFactsSubject {
  /** What does not fit; said only to those who may know of the specification at all. */
  readonly misfit: Refusal | null;
}

interface KeepOutcome<Fields> {
  readonly fact: NewFact<Fields>;
  readonly heading: ClauseHeading | undefined;
  readonly isNew: boolean;
}

interface Kept {
  readonly id: string;
  readonly clause: string;
}

/**
 * Adds a fact to a clause, or changes one. Fields: `specificationId`, `clause`, `factId` (empty to add one), and those
 * of the kind.
 */
export function keepFact<Fields extends object>(
  kind: FactKind<Fields>
): Command<KeepInput<Fields>, FoundClause, FactFacts, KeepOutcome<Fields>, Kept> {
  return {
    name: `keep-${kind.name}`,
    needs: 'edit-clause-facts',

    parse(raw) {
      const place = clausePlaceField(raw);
      if (isRefusal(place)) return place;
      const factId = factIdField(raw);
      if (isRefusal(factId)) return factId;
      const fields = kind.parse(raw);
      return isRefusal(fields) ? fields : { ...place, factId, fields };
    },

    prepare: (input, actor, tools) => findClause(input, actor, tools),

    load: (tx, input, _actor, tools) => loadForFact(kind, input, { tx, tools }),

    decide({ misfit }, input, { heading }, { membership, now, newId }) {
      if (misfit) return misfit;
      const { specificationId, clause, factId, fields } = input;
      // What is kept of a clause that is gone can be changed; nothing is added to it.
      if (!factId && !heading) return noSuchClause();
      const kept = { id: factId ?? newId(), specificationId, clause };
      const fact = { key: kept, fields, addedBy: membership.memberId, addedAt: now };
      return { fact, heading, isNew: factId === null };
    },

    async store(tx, { fact, heading, isNew }, { acting }) {
      const { id, specificationId, clause } = fact.key;
      await (isNew ? kind.table.add(tx, fact) : kind.table.change(tx, fact));
      if (heading) await rememberHeadings(tx, specificationId, [{ id: clause, ...heading }], acting.now);
      return { id, clause };
    },

    announces: (_outcome, facts) => clauseTopics(facts)
  };
}

async function loadForFact<Fields extends object>(
  kind: FactKind<Fields>,
  { specificationId, clause, factId, fields }: KeepInput<Fields>,
  { tx, tools }: { readonly tx: Transaction; readonly tools: Tools }
): Promise<FactFacts | Refusal> {
  const specification = await specificationById(tx, specificationId);
  if (!specification) return refuse('not-found');
  const { partnershipId } = specification;
  const there = !factId || (await kind.table.holds(tx, { id: factId, specificationId, clause }));
  const named = kind.organisationIn(fields);
  const choices = named ? await organisationsOf(tx, partnershipId, await tools.now(tx)) : [];
  const unknown = named && !choices.some(({ id }) => id === named.id);
  const misfit = there ? unknown && chooseOrganisation(named.field) : noSuchFact();
  return { partnershipId, specification, misfit: misfit || null };
}

/** Takes a fact away. Fields: `specificationId`, `clause`, `factId`. */
export function removeFact<Fields extends object>(
  kind: FactKind<Fields>
): Command<FactKey, undefined, FactFacts, FactKey, Kept> {
  return {
    name: `remove-${kind.name}`,
    needs: 'edit-clause-facts',

    parse(raw) {
      const place = clausePlaceField(raw);
      if (isRefusal(place)) return place;
      const factId = factIdField(raw);
      if (isRefusal(factId)) return factId;
      return factId ? { ...place, id: factId } : noSuchFact();
    },

    async load(tx, key) {
      const specification = await specificationById(tx, key.specificationId);
      if (!specification) return refuse('not-found');
      const misfit = (await kind.table.holds(tx, key)) ? null : noSuchFact();
      return { partnershipId: specification.partnershipId, specification, misfit };
    },

    decide: ({ misfit }, key) => misfit ?? key,

    async store(tx, key) {
      await kind.table.remove(tx, key);
      return { id: key.id, clause: key.clause };
    },

    announces: (_key, facts) => clauseTopics(facts)
  };
}

function factIdField(raw: unknown): Id<string> | null | Refusal {
  const { factId } = fieldsOf(raw);
  return factId === undefined || factId === '' ? null : parseId(factId);
}

function noSuchFact(): Refusal {
  return refuse('not-found', {
    message: 'This is not there any more. Somebody else may have taken it away.'
  });
}
