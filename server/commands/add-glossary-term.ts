import type { GlossaryTermId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse } from '#domain/refusal';
import { countTerms, insertTerm, termTaken, type TermRow } from '../db/glossary';
import { lockPartnership } from '../db/partnerships';
import { currentMembership } from '../reads/read-context';
import type { Command } from './command';
import { termFields, type TermFields } from './glossary-fields';

interface Facts extends Subject {
  readonly taken: boolean;
  readonly terms: number;
}

/** More would be looked for in every paragraph of every page. */
const MOST_TERMS = 1000;

/** Explains a word wherever the partnership's texts are read. Fields: `term`, `otherForms`, `explanation`. */
export const addGlossaryTerm: Command<
  TermFields,
  undefined,
  Facts,
  TermRow,
  { readonly id: GlossaryTermId }
> = {
  name: 'add-glossary-term',
  needs: 'edit-glossary',
  parse: termFields,

  async load(tx, { term }, actor) {
    const membership = currentMembership(actor);
    if (isRefusal(membership)) return membership;
    const { partnershipId } = membership;
    await lockPartnership(tx, partnershipId);
    const taken = await termTaken(tx, { partnershipId, term });
    return { partnershipId, taken, terms: await countTerms(tx, partnershipId) };
  },

  decide({ partnershipId, taken, terms }, fields, _prepared, { membership, now, newId }) {
    if (taken) return refuse('term-taken', { field: 'term' });
    if (terms >= MOST_TERMS) {
      return refuse('invalid-input', {
        field: 'term',
        message: `A glossary holds at most ${MOST_TERMS} words.`
      });
    }
    return { id: newId(), partnershipId, ...fields, changedAt: now, changedBy: membership.memberId };
  },

  async store(tx, row) {
    await insertTerm(tx, row);
    return { id: row.id };
  },

  announces: ({ partnershipId }) => [{ kind: 'partnership', id: partnershipId }]
};
