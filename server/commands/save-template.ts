import { parseId, type SpecificationId, type TemplateId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { withClauseIds } from '#schema/clause-ids';
import type { DocumentJson } from '#schema/document-json';
import { templateFrom, type OwnTerms, type TemplateKeeps } from '#schema/own-template';
import { insertTemplate, templatesOf, type TemplateRow } from '../db/templates';
import { lockedSpecification } from '../db/versions';
import { readDraft } from '../documents/read-draft';
import type { Command } from './command';
import { fieldsOf } from './fields';
import { publicField } from './public-words';

interface Input {
  readonly specificationId: SpecificationId;
  readonly name: string;
  readonly keeps: TemplateKeeps;
}

interface Facts extends Subject {
  readonly ownTerms: OwnTerms | null;
  readonly json: DocumentJson;
  readonly nameTaken: boolean;
}

interface Saved {
  readonly id: TemplateId;
  readonly name: string;
}

/**
 * Makes a template of the partnership's own of a draft as it stands. Fields: `specificationId`, `name`, `keeps`
 * ("headings" or "everything").
 */
export const saveTemplate: Command<Input, undefined, Facts, TemplateRow, Saved> = {
  name: 'save-template',
  needs: 'manage-templates',

  parse(raw) {
    const { specificationId, keeps } = fieldsOf(raw);
    const name = publicField(raw, 'name', { most: 80, missing: 'Give the template a name.' });
    if (isRefusal(name)) return name;
    const of = parseId<'specification'>(specificationId);
    if (isRefusal(of)) {
      return refuse('missing-field', { field: 'specificationId', message: 'Choose a specification.' });
    }
    if (keeps !== 'headings' && keeps !== 'everything') return refuse('invalid-input', { field: 'keeps' });
    return { specificationId: of, name, keeps };
  },

  // What people have seen as saved must be in what it is made of.
  async prepare(_input, _actor, tools): Promise<undefined> {
    await tools.drafts.settle();
  },

  async load(tx, { specificationId, name }, _actor, tools): Promise<Facts | Refusal> {
    // Held, so that of two who save at the same time one comes second.
    const specification = await lockedSpecification(tx, specificationId);
    if (!specification) return refuse('not-found');
    const { ydoc } = await tools.drafts.within(tx, specification.documentId);
    const { partnershipId, ownTerms } = specification;
    const nameTaken = (await templatesOf(tx, partnershipId)).some((each) => each.name === name);
    return { partnershipId, ownTerms, json: readDraft(ydoc).json, nameTaken };
  },

  decide(
    { partnershipId, ownTerms, json, nameTaken },
    { name, keeps },
    _prepared,
    { membership, now, newId }
  ) {
    if (nameTaken) return refuse('name-taken', { field: 'name' });
    // Every heading has an id from here on, by which it can be made mandatory.
    const made = {
      id: newId<'template'>(),
      partnershipId,
      name,
      json: withClauseIds(templateFrom(json, keeps))
    };
    const mandatory = ownTerms?.mandatory.map(({ id }) => id) ?? [];
    return { ...made, mandatory, createdAt: now, createdBy: membership.memberId };
  },

  async store(tx, template) {
    await insertTemplate(tx, template);
    return { id: template.id, name: template.name };
  },

  announces: ({ partnershipId }) => [{ kind: 'partnership', id: partnershipId }]
};
