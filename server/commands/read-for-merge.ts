import { parseId, type SpecificationId } from '#domain/ids';
import { isRefusal, refuse } from '#domain/refusal';
import { isLocked } from '../db/documents';
import { keepPendingMerge, type PendingMerge } from '../db/pending-merges';
import { specificationById, type SpecificationRow } from '../db/specifications';
import type { Command } from './command';
import { editableSpecification } from './edit-draft';
import { fieldsOf } from './fields';
import { readWordFile, wordFileField, type ReadWordFile, type SentWordFile } from './word-file-field';

/** For how long a file that was read waits for what its sender chooses. Milliseconds. */
const KEPT_FOR = 24 * 60 * 60 * 1000;
/** The text of a file, encoded, in bytes: no specification is larger. */
const LARGEST_TEXT = 5_000_000;

interface Input extends SentWordFile {
  readonly specificationId: SpecificationId;
}

interface Output {
  readonly id: PendingMerge['id'];
}

/**
 * Reads a Word file and keeps its text, for its sender to choose what of it to bring into a specification; nothing of the
 * specification changes. It takes the place of what they sent before. Fields: `specificationId` and `file`.
 */
export const readForMerge: Command<Input, ReadWordFile, SpecificationRow, PendingMerge, Output> = {
  name: 'read-for-merge',
  needs: 'edit-specification',

  parse(raw) {
    const specificationId = parseId<'specification'>(fieldsOf(raw).specificationId);
    if (isRefusal(specificationId)) return specificationId;
    const sent = wordFileField(raw);
    return isRefusal(sent) ? sent : { specificationId, ...sent };
  },

  // Reading the file is the costly part, so everything that can be refused without it comes first.
  async prepare({ specificationId, ...sent }, actor, { db }) {
    const specification = await editableSpecification(specificationId, actor, db);
    if (isRefusal(specification)) return specification;
    if (await isLocked(db, specification.documentId)) return refuse('draft-locked');
    const read = await readWordFile(sent);
    if (isRefusal(read) || read.bytes.length <= LARGEST_TEXT) return read;
    const message = 'The text in this file is longer than a specification can be.';
    return refuse('file-too-large', { field: 'file', message });
  },

  async load(tx, { specificationId }) {
    return (await specificationById(tx, specificationId)) ?? refuse('not-found');
  },

  decide({ id: specificationId }, { fileName }, read, { membership, now, newId }) {
    const { bytes, remarks, said, report, fileHash } = read;
    const expiresAt = new Date(now.getTime() + KEPT_FOR);
    const { memberId } = membership;
    const sent = { fileName, fileHash, bytes, remarks, said, report, sentAt: now, expiresAt };
    return { id: newId(), specificationId, memberId, ...sent };
  },

  async store(tx, made) {
    await keepPendingMerge(tx, made);
    return { id: made.id };
  },

  // Nobody else sees it.
  announces: () => []
};
