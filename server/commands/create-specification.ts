import type { SpecificationId } from '#domain/ids';
import { membershipIn } from '#domain/membership';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse } from '#domain/refusal';
import { roomName } from '#protocol/rooms';
import { documentFromJson } from '../documents/document-bytes';
import { nhsTemplate } from '#schema/nhs-template';
import { insertSpecification, type NewSpecification } from '../db/specifications';
import { currentMembership } from '../reads/read-context';
import type { Command } from './command';
import { textField } from './fields';

interface Input {
  readonly title: string;
  readonly serviceNumber: string;
}

interface Created {
  readonly id: SpecificationId;
  readonly room: string;
}

/** Starts a specification from the NHS template. Form fields: `title`, `serviceNumber`. */
export const createSpecification: Command<Input, undefined, Subject, NewSpecification, Created> = {
  name: 'create-specification',
  needs: 'create-specification',

  parse(raw) {
    const title = textField(raw, 'title', { most: 200, missing: 'Enter a title for the specification.' });
    if (isRefusal(title)) return title;
    const serviceNumber = textField(raw, 'serviceNumber', { most: 60 });
    return isRefusal(serviceNumber) ? serviceNumber : { title, serviceNumber };
  },

  async load(_tx, _input, actor) {
    const membership = currentMembership(actor);
    return isRefusal(membership) ? membership : { partnershipId: membership.partnershipId };
  },

  decide({ partnershipId }, input, _prepared, { actor, membership, now, newId }) {
    if (!membershipIn(actor, partnershipId)) return refuse('not-found');
    return {
      id: newId(),
      documentId: newId(),
      partnershipId,
      ...input,
      createdAt: now,
      createdBy: membership.memberId,
      personId: actor.personId,
      sessionHash: actor.sessionHash,
      origin: 'template',
      sourceFileName: null,
      importReport: null,
      bytes: documentFromJson(nhsTemplate(input))
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
