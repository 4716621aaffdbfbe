import { parseId, type PartnershipId, type SpecificationId, type TemplateId } from '#domain/ids';
import { membershipIn } from '#domain/membership';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { roomName } from '#protocol/rooms';
import { documentFromJson } from '../documents/document-bytes';
import { TEMPLATES } from '#schema/all-templates';
import { withClauseIds } from '#schema/clause-ids';
import type { DocumentJson } from '#schema/document-json';
import { termsOf, type OwnTerms } from '#schema/own-template';
import { startedFrom, type SpecificationTemplate } from '#schema/specification-template';
import { insertSpecification, type NewSpecification } from '../db/specifications';
import { templateById } from '../db/templates';
import type { Transaction } from '../db/database';
import { currentMembership } from '../reads/read-context';
import type { Command } from './command';
import { fieldsOf } from './fields';
import { publicField } from './public-words';

interface Input {
  readonly title: string;
  readonly serviceNumber: string;
  /** One that comes with the product, or the id of one of the partnership's own. */
  readonly template: SpecificationTemplate | TemplateId;
}

interface Facts extends Subject {
  readonly text: DocumentJson;
  readonly ownTerms: OwnTerms | null;
}

interface Created {
  readonly id: SpecificationId;
  readonly room: string;
}

/** Starts a specification from a template. Form fields: `title`, `serviceNumber`, `template` (without it the NHS template). */
export const createSpecification: Command<Input, undefined, Facts, NewSpecification, Created> = {
  name: 'create-specification',
  needs: 'create-specification',

  parse(raw) {
    const title = publicField(raw, 'title', { most: 200, missing: 'Enter a title for the specification.' });
    if (isRefusal(title)) return title;
    const serviceNumber = publicField(raw, 'serviceNumber', { most: 60 });
    if (isRefusal(serviceNumber)) return serviceNumber;
    const template = templateField(raw);
    return isRefusal(template) ? template : { title, serviceNumber, template };
  },

  async load(tx, input, actor) {
    const membership = currentMembership(actor);
    if (isRefusal(membership)) return membership;
    const { partnershipId } = membership;
    const start = await textToStartFrom(tx, input, partnershipId);
    return isRefusal(start) ? start : { partnershipId, ...start };
  },

  decide(
    { partnershipId, text, ownTerms },
    { title, serviceNumber },
    _prepared,
    { actor, membership, now, newId }
  ) {
    if (!membershipIn(actor, partnershipId)) return refuse('not-found');
    return {
      id: newId(),
      documentId: newId(),
      partnershipId,
      title,
      serviceNumber,
      createdAt: now,
      createdBy: membership.memberId,
      personId: actor.personId,
      sessionHash: actor.sessionHash,
      origin: 'template',
      sourceFileName: null,
      importReport: null,
      ownTerms,
      bytes: documentFromJson(text)
    };
  },

  async store(tx, specification, { acting, record }) {
    await insertSpecification(tx, specification);
    const { id, title } = specification;
    await record({ kind: 'specification-created', content: { specificationId: id, title, by: acting.by } });
    return { id, room: roomName(specification.documentId) };
  },

  announces: ({ partnershipId }) => [{ kind: 'partnership', id: partnershipId }]
};

function templateField(raw: unknown): SpecificationTemplate | TemplateId | Refusal {
  const { template = TEMPLATES[0]!.id } = fieldsOf(raw);
  const known = TEMPLATES.find(({ id }) => id === template);
  const own = known ?? parseId<'template'>(template);
  return isRefusal(own) ? noSuchTemplate() : own;
}

async function textToStartFrom(
  tx: Transaction,
  { template, ...known }: Input,
  partnershipId: PartnershipId
): Promise<Pick<Facts, 'text' | 'ownTerms'> | Refusal> {
  if (typeof template !== 'string') return { text: startedFrom(template, known), ownTerms: null };
  const own = await templateById(tx, template);
  // One of another partnership is answered like one that does not exist.
  if (own?.partnershipId !== partnershipId) return noSuchTemplate();
  const text = withClauseIds(own.json as DocumentJson);
  return { text, ownTerms: termsOf(text, own.mandatory) };
}

function noSuchTemplate(): Refusal {
  return refuse('invalid-input', { field: 'template', message: 'Choose one of the templates in the list.' });
}
