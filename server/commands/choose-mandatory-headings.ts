import { parseId, type TemplateId } from '#domain/ids';
import { isRefusal, refuse } from '#domain/refusal';
import { templateHeading } from '#schema/all-templates';
import type { DocumentJson } from '#schema/document-json';
import { fillableHeadings } from '#schema/own-template';
import { setMandatory, templateById, type TemplateRow } from '../db/templates';
import type { Command } from './command';
import { fieldsOf } from './fields';

interface Input {
  readonly templateId: TemplateId;
  readonly chosen: readonly string[];
}

interface Chosen {
  readonly id: TemplateId;
  readonly name: string;
  readonly mandatory: string[];
}

/** Each chosen heading is a field of its own: forms send the last of several fields with one name. */
const HEADING = /^must-(.+)$/;

/**
 * Says which headings of a template of the partnership's own must be filled in before boards can be asked to sign what is
 * started from it from now on. Fields: `templateId`, and `must-<clause id>` for each of them.
 */
export const chooseMandatoryHeadings: Command<Input, undefined, TemplateRow, Chosen, Chosen> = {
  name: 'choose-mandatory-headings',
  needs: 'manage-templates',

  parse(raw) {
    const fields = fieldsOf(raw);
    const templateId = parseId<'template'>(fields.templateId);
    if (isRefusal(templateId)) return templateId;
    return { templateId, chosen: Object.keys(fields).flatMap((name) => HEADING.exec(name)?.[1] ?? []) };
  },

  load: async (tx, { templateId }) => (await templateById(tx, templateId)) ?? refuse('not-found'),

  decide({ id, name, json }, { chosen }) {
    const offered = fillableHeadings(json as DocumentJson).filter((each) => !templateHeading(each.id));
    if (chosen.some((one) => !offered.some((each) => each.id === one))) {
      return refuse('invalid-input', { field: 'mandatory' });
    }
    return { id, name, mandatory: [...chosen] };
  },

  async store(tx, chosen) {
    await setMandatory(tx, chosen.id, chosen.mandatory);
    return chosen;
  },

  announces: (_chosen, { partnershipId }) => [{ kind: 'partnership', id: partnershipId }]
};
