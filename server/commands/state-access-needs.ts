import type { AccessNeeds } from '#domain/access-needs';
import type { Subject } from '#domain/policy';
import { isRefusal } from '#domain/refusal';
import { confirmNeeds, keepNeeds } from '../db/access-needs';
import { currentMembership } from '../reads/read-context';
import { accessNeedsFields } from './access-needs-fields';
import type { Command } from './command';
import { fieldsOf } from './fields';

/** Null: what was stated before is still right. */
type Input = { readonly needs: AccessNeeds | null };

interface Stated {
  readonly confirmed: boolean;
}

/** States one's own access needs, or says that they are still right (`still` = "right"). Fields: `accessNeedsFields`. */
export const stateAccessNeeds: Command<Input, undefined, Subject, Input, Stated> = {
  name: 'state-access-needs',
  needs: 'state-access-needs',

  parse(raw) {
    if (fieldsOf(raw).still === 'right') return { needs: null };
    const needs = accessNeedsFields(raw);
    return isRefusal(needs) ? needs : { needs };
  },

  async load(_tx, _input, actor) {
    const membership = currentMembership(actor);
    return isRefusal(membership) ? membership : { partnershipId: membership.partnershipId };
  },

  decide: (_facts, input) => input,

  async store(tx, { needs }, { acting: { actor, now } }) {
    if (needs === null) await confirmNeeds(tx, actor.personId, now);
    else await keepNeeds(tx, actor.personId, { needs, now });
    return { confirmed: needs === null };
  },

  announces: (_input, { partnershipId }) => [{ kind: 'partnership', id: partnershipId }]
};
