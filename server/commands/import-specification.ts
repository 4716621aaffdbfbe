import { toHex } from '#domain/bytes';
import type { SpecificationId } from '#domain/ids';
import type { Actor } from '#domain/membership';
import { checkPersonalData, findPersonalData } from '#domain/personal-data';
import { can, type Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { roomName } from '#protocol/rooms';
import type { ImportReport } from '#schema/import-report';
import { insertBrought } from '../db/comments';
import { insertSpecification, type NewSpecification } from '../db/specifications';
import { importWord } from '../documents/import-word';
import type { ImportedDraft } from '../documents/imported-draft';
import { currentMembership } from '../reads/read-context';
import { sha256 } from '../sha256';
import { broughtComments, type BroughtComments } from './brought-comments';
import type { Command } from './command';
import { fieldsOf } from './fields';
import { freezeAtMilestone, textToFreeze } from './freeze-text';
import { publicField } from './public-words';

/** A Word file of this many bytes at most. The refusal "file-too-large" names the same number. */
export const LARGEST_FILE = 20 * 1024 * 1024;
const LONGEST_FILE_NAME = 200;

interface Input {
  /** Empty: the file's own title. */
  readonly title: string;
  readonly serviceNumber: string;
  readonly file: File;
  readonly fileName: string;
}

interface Imported extends ImportedDraft {
  /** SHA-256, hex, of the file as it was sent. */
  readonly fileHash: string;
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
export const importSpecification: Command<Input, Imported, Subject, Outcome, ImportedSpecification> = {
  name: 'import-specification',
  needs: 'create-specification',

  parse(raw) {
    const title = publicField(raw, 'title', { most: 200 });
    if (isRefusal(title)) return title;
    const serviceNumber = publicField(raw, 'serviceNumber', { most: 60 });
    if (isRefusal(serviceNumber)) return serviceNumber;
    const file = fileField(raw);
    if (isRefusal(file)) return file;
    const fileName = publicFileName(file.name);
    return isRefusal(fileName) ? fileName : { title, serviceNumber, file, fileName };
  },

  async prepare({ title, file, fileName }, actor) {
    const allowed = mayImport(actor);
    if (isRefusal(allowed)) return allowed;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const fileHash = toHex(sha256(bytes));
    const imported = await importWord(bytes, fileName);
    if (isRefusal(imported)) return { ...imported, field: 'file' };
    const chosen = title || imported.title;
    const clean = checkPersonalData(chosen, 'title');
    if (isRefusal(clean)) return clean;
    return { ...imported, title: chosen, fileHash };
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

function fileField(raw: unknown): File | Refusal {
  const { file } = fieldsOf(raw);
  // Browsers send a nameless, empty file when none was chosen.
  if (!(file instanceof File) || (file.name === '' && file.size === 0)) {
    return refuse('file-missing', { field: 'file' });
  }
  return file.size > LARGEST_FILE ? refuse('file-too-large', { field: 'file' }) : file;
}

/** Before the file is read: reading it is the costly part. The policy is asked again in the transaction. */
export function mayImport(actor: Actor): true | Refusal {
  const membership = currentMembership(actor);
  return isRefusal(membership) ? membership : can(actor, 'create-specification', membership);
}

/** The register keeps it for good, so it must name no patient. */
function publicFileName(name: string): string | Refusal {
  const plain = plainFileName(name);
  const [found] = findPersonalData(plain);
  if (!found) return plain;
  const what = found.kind === 'nhs-number' ? 'an NHS number' : 'a phone number';
  const message = `Rename the file: its name looks like it holds ${what} (${found.text}). Nothing was stored.`;
  return refuse('personal-data', { field: 'file', message });
}

/** Without folders and control characters; it is shown on pages and kept in the register. */
function plainFileName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  // Control characters: control characters have no place in a name that people read.
  const plain = base
    .replace(/[\u0000-\u001f\u007f]/g, '')
    .normalize('NFC')
    .trim();
  // Half a character, from the name itself or from cutting it, could not be stored.
  return plain.slice(-LONGEST_FILE_NAME).replace(/\p{Surrogate}/gu, '') || 'file.docx';
}
