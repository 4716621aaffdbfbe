import { parseId, type SpecificationId } from '#domain/ids';
import type { Actor } from '#domain/membership';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { DocumentJson } from '#schema/document-json';
import { insertRestoration } from '../db/restorations';
import { versionByNumber, type VersionRow } from '../db/versions';
import { documentOf } from '../documents/frozen-text';
import { parsePart, partName, restoringAsSeen, type RestoredPart } from '../documents/restoration';
import type { Tools } from '../runtime';
import type { Command } from './command';
import { editableSpecification } from './edit-draft';
import { editKeeping, keepingFacts, keepReplaced, type KeepingFacts, type KeptEdit } from './edit-keeping';
import { fieldsOf, textField } from './fields';

interface Input {
  readonly specificationId: SpecificationId;
  readonly number: number;
  readonly part: RestoredPart;
  /** What it replaces, as the person saw it. */
  readonly seen: string;
}

/** The edit is made by then: see `editKeeping`. */
interface Restored {
  readonly version: VersionRow;
  readonly clause: string;
  /** Null: the draft said the same already. */
  readonly edit: KeptEdit | null;
}

export interface RestoredOutput {
  readonly number: number;
  readonly clause: string;
  /** False: the draft said the same already. */
  readonly changed: boolean;
  /** The version that keeps what the draft said before; null when the newest one does already. */
  readonly keptAs: number | null;
}

/**
 * Brings a version back into the draft, or one clause of it, as a new edit in the person's name. What the draft said
 * before is frozen. Fields: `specificationId`, `number`, `seen`, and `clause` for one clause.
 */
export const restoreVersion: Command<Input, Restored, KeepingFacts, Restored, RestoredOutput> = {
  name: 'restore-version',
  needs: 'edit-specification',

  parse(raw) {
    const specificationId = parseId<'specification'>(fieldsOf(raw).specificationId);
    if (isRefusal(specificationId)) return specificationId;
    const number = textField(raw, 'number', { most: 9 });
    const part = parsePart(fieldsOf(raw).clause);
    if (isRefusal(number) || !/^[1-9]\d*$/.test(number) || part === undefined) return refuse('not-found');
    const seen = textField(raw, 'seen', { most: 64 });
    return isRefusal(seen) ? seen : { specificationId, number: Number(number), part, seen };
  },

  prepare: restore,

  load: (tx, { specificationId }) => keepingFacts(tx, specificationId),

  decide: (_facts, _input, restored) => restored,

  async store(tx, { version, clause, edit }, storing) {
    const { number, hash, id: versionId, specificationId, title } = version;
    if (!edit) return { number, clause, changed: false, keptAs: null };
    const keptAs = await keepReplaced(tx, edit, { kind: 'restored', number }, storing);
    const { facts, acting, record } = storing;
    const { documentId } = facts.specification;
    const by = { restoredBy: acting.membership.memberId, restoredAt: acting.now };
    await insertRestoration(tx, { documentId, sequence: edit.sequence, versionId, clause, ...by });
    const about = { specificationId, title, by: acting.by, versionId, number, clause, hash };
    await record({ kind: 'version-restored', content: about });
    return { number, clause, changed: true, keptAs };
  },

  announces: (_outcome, { specification }) => [{ kind: 'specification', id: specification.id }]
};

async function restore(
  { specificationId, number, part, seen }: Input,
  actor: Actor,
  tools: Tools
): Promise<Restored | Refusal> {
  const specification = await editableSpecification(specificationId, actor, tools.db);
  if (isRefusal(specification)) return specification;
  const version = await versionByNumber(tools.db, specificationId, number);
  if (!version) return refuse('not-found');
  const json = documentOf(version);
  const clause = partName(json, part);
  if (isRefusal(clause)) return clause;
  const rewrite = (draft: DocumentJson) => restoringAsSeen(draft, json, { part, seen });
  const edit = await editKeeping(specificationId, rewrite, { actor, tools });
  await tools.drafts.settle();
  return isRefusal(edit) ? edit : { version, clause, edit };
}
