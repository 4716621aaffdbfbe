import { parseId, type GlossaryTermId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Transaction } from '../db/database';
import { deleteTerm, termById, termTaken, updateTerm, type TermChange, type TermRow } from '../db/glossary';
import { lockPartnership } from '../db/partnerships';
import type { Command } from './command';
import { fieldsOf } from './fields';
import { termFields, type TermFields } from './glossary-fields';

interface Named {
  readonly id: GlossaryTermId;
}

interface Facts extends Subject {
  readonly row: TermRow;
  /** Another term has the new name. */
  readonly taken: boolean;
}

/** Changes a term or what is said of it. Fields: `id`, `term`, `otherForms`, `explanation`. */
export const changeGlossaryTerm: Command<Named & TermFields, undefined, Facts, TermChange, Named> = {
  name: 'change-glossary-term',
  needs: 'edit-glossary',

  parse(raw) {
    const id = idField(raw);
    if (isRefusal(id)) return id;
    const fields = termFields(raw);
    return isRefusal(fields) ? fields : { id, ...fields };
  },

  load: (tx, { id, term }) => factsOf(tx, id, term),

  decide({ taken }, { id: _id, ...fields }, _prepared, { membership, now }) {
    if (taken) return refuse('term-taken', { field: 'term' });
    return { ...fields, changedAt: now, changedBy: membership.memberId };
  },

  async store(tx, change, { facts: { row } }) {
    await updateTerm(tx, row.id, change);
    return { id: row.id };
  },

  announces: (_change, { partnershipId }) => [{ kind: 'partnership', id: partnershipId }]
};

/** The word is explained no more. Field: `id`. */
export const removeGlossaryTerm: Command<Named, undefined, Facts, Named, Named> = {
  name: 'remove-glossary-term',
  needs: 'edit-glossary',

  parse(raw) {
    const id = idField(raw);
    return isRefusal(id) ? id : { id };
  },

  load: (tx, { id }) => factsOf(tx, id),
  decide: (_facts, { id }) => ({ id }),

  async store(tx, { id }) {
    await deleteTerm(tx, id);
    return { id };
  },

  announces: (_removed, { partnershipId }) => [{ kind: 'partnership', id: partnershipId }]
};

function idField(raw: unknown): GlossaryTermId | Refusal {
  return parseId<'glossary-term'>(fieldsOf(raw).id);
}

async function factsOf(tx: Transaction, id: GlossaryTermId, term?: string): Promise<Facts | Refusal> {
  const row = await termById(tx, id);
  if (!row) return refuse('not-found');
  const { partnershipId } = row;
  await lockPartnership(tx, partnershipId);
  const taken = term !== undefined && (await termTaken(tx, { partnershipId, term, but: id }));
  return { partnershipId, row, taken };
}
