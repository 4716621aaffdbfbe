import { parseId, type SpecificationId } from '#domain/ids';
import { isRefusal, refuse } from '#domain/refusal';
import { giveUpPendingMerge } from '../db/pending-merges';
import { specificationById, type SpecificationRow } from '../db/specifications';
import type { Command } from './command';
import { fieldsOf } from './fields';

interface Input {
  readonly specificationId: SpecificationId;
}

/** Removes the file that waits for this person's choices; again, nothing is changed. Fields: `specificationId`. */
export const giveUpMerge: Command<Input, undefined, SpecificationRow, Input, Input> = {
  name: 'give-up-merge',
  needs: 'edit-specification',

  parse(raw) {
    const specificationId = parseId<'specification'>(fieldsOf(raw).specificationId);
    return isRefusal(specificationId) ? specificationId : { specificationId };
  },

  async load(tx, { specificationId }) {
    return (await specificationById(tx, specificationId)) ?? refuse('not-found');
  },

  decide: (_facts, input) => input,

  async store(tx, outcome, { acting }) {
    await giveUpPendingMerge(tx, { ...outcome, memberId: acting.membership.memberId });
    return outcome;
  },

  announces: () => []
};
