import { parseId, type TemplateId } from '#domain/ids';
import { isRefusal, refuse } from '#domain/refusal';
import { removeTemplate as remove, templateById, type TemplateRow } from '../db/templates';
import type { Command } from './command';
import { fieldsOf } from './fields';

interface Input {
  readonly templateId: TemplateId;
}

type Removed = Pick<TemplateRow, 'id' | 'name'>;

/** Takes a template of the partnership's own away; specifications that were started from it stay. Field: `templateId`. */
export const removeTemplate: Command<Input, undefined, TemplateRow, Removed, Removed> = {
  name: 'remove-template',
  needs: 'manage-templates',

  parse(raw) {
    const templateId = parseId<'template'>(fieldsOf(raw).templateId);
    return isRefusal(templateId) ? templateId : { templateId };
  },

  load: async (tx, { templateId }) => (await templateById(tx, templateId)) ?? refuse('not-found'),

  decide: ({ id, name }) => ({ id, name }),

  async store(tx, removed) {
    await remove(tx, removed.id);
    return removed;
  },

  announces: (_removed, { partnershipId }) => [{ kind: 'partnership', id: partnershipId }]
};
