import type { SpecificationId } from '#domain/ids';
import type { Actor } from '#domain/membership';
import { checkPersonalData } from '#domain/personal-data';
import { can, type Subject } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import { roomName } from '#protocol/rooms';
import type { ImportReport } from '#schema/import-report';
import { insertBrought } from '../db/comments';
import { insertSpecification, type NewSpecification } from '../db/specifications';
import { currentMembership } from '../reads/read-context';
import { broughtComments, type BroughtComments } from './brought-comments';
import type { Command } from './command';
import { freezeAtMilestone, textToFreeze } from './freeze-text';
import { publicField } from './public-words';
import { readWordFile, wordFileField, type ReadWordFile, type SentWordFile } from './word-file-field';

interface Input extends SentWordFile {
  /** Empty: the file's own title. */
  readonly title: string;
  readonly serviceNumber: string;
}

interface Outcome {
  readonly specification: NewSpecification;
  readonly brought: BroughtComments;
  readonly fileHash: string;
}

export interface ImportedSpecification {
  readonly id: SpecificationId;
  readonly title: string;
  readonly room: string;
  readonly report: ImportReport;
}

/** Starts a specification from a Word file. Form fields: `file`, and optional `title` and `serviceNumber`. */
export const importSpecification: Command<Input, ReadWordFile, Subject, Outcome, ImportedSpecification> = {
  name: 'import-specification',
  needs: 'create-specification',

  parse(raw) {
    const title = publicField(raw, 'title', { most: 200 });
    if (isRefusal(title)) return title;
    const serviceNumber = publicField(raw, 'serviceNumber', { most: 60 });
    if (isRefusal(serviceNumber)) return serviceNumber;
    const sent = wordFileField(raw);
    return isRefusal(sent) ? sent : { title, serviceNumber, ...sent };
  },

  async prepare({ title, file, fileName }, actor) {
    const allowed = mayImport(actor);
    if (isRefusal(allowed)) return allowed;
    const imported = await readWordFile({ file, fileName });
    if (isRefusal(imported)) return imported;
    const chosen = title || imported.title;
    const clean = checkPersonalData(chosen, 'title');
    if (isRefusal(clean)) return clean;
    return { ...imported, title: chosen };
  },

  async load(_tx, _input, actor) {
    const membership = currentMembership(actor);
    return isRefusal(membership) ? membership : { partnershipId: membership.partnershipId };
  },

  decide({ partnershipId }, { serviceNumber, fileName }, imported, { actor, membership, now, newId }) {
    const specification: NewSpecification = {
      id: newId(),
      documentId: newId(),
      partnershipId,
      title: imported.title,
      serviceNumber,
      createdAt: now,
      createdBy: membership.memberId,
      personId: actor.personId,
      sessionHash: actor.sessionHash,
      origin: 'word-file',
      sourceFileName: fileName,
      ownTerms: null,
      importReport: imported.report,
      bytes: imported.bytes
    };
    const bringing = { specificationId: specification.id, authorId: membership.memberId, now, newId };
    const brought = broughtComments(imported.remarks, bringing);
    return { specification, brought, fileHash: imported.fileHash };
  },

  async store(tx, { specification, brought, fileHash }, { acting, record, tools }) {
    const row = await insertSpecification(tx, specification);
    await insertBrought(tx, brought);
    const { id, title } = specification;
    const fileName = specification.sourceFileName ?? '';
    await record({
      kind: 'specification-imported',
      content: { specificationId: id, title, by: acting.by, fileName, fileHash }
    });
    const text = await textToFreeze(tx, row, tools);
    await freezeAtMilestone(tx, text, { kind: 'imported', fileName }, { acting, record });
    const report = specification.importReport as ImportReport;
    return { id, title, room: roomName(specification.documentId), report };
  },

  announces: (_outcome, { partnershipId }) => [{ kind: 'partnership', id: partnershipId }]
};

/** Before the file is read: reading it is the costly part. The policy is asked again in the transaction. */
export function mayImport(actor: Actor): true | Refusal {
  const membership = currentMembership(actor);
  return isRefusal(membership) ? membership : can(actor, 'create-specification', membership);
}
