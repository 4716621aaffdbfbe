import { parseId, type SpecificationId } from '#domain/ids';
import type { Actor } from '#domain/membership';
import { can, type Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { DocumentJson } from '#schema/document-json';
import { insertRestoration } from '../db/restorations';
import { specificationById, type SpecificationRow } from '../db/specifications';
import { lockedSpecification, newestVersion, versionByNumber, type VersionRow } from '../db/versions';
import { documentOf } from '../documents/frozen-text';
import { parsePart, partName, restoringAsSeen, type RestoredPart } from '../documents/restoration';
import type { Tools } from '../runtime';
import type { Command } from './command';
import { editDraft } from './edit-draft';
import { fieldsOf, textField } from './fields';
import { freezeAtMilestone } from './freeze-text';

interface Input {
  readonly specificationId: SpecificationId;
  readonly number: number;
  readonly part: RestoredPart;
  /** What it replaces, as the person saw it. */
  readonly seen: string;
}

/** The edit is made by then: see `editDraft`. */
interface Restored {
  readonly version: VersionRow;
  readonly clause: string;
  /** Null: the draft said the same already. */
  readonly edit: { readonly sequence: number; readonly replaced: DocumentJson } | null;
}

interface Facts extends Subject {
  readonly specification: SpecificationRow;
  readonly newest: VersionRow | undefined;
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
export const restoreVersion: Command<Input, Restored, Facts, Restored, RestoredOutput> = {
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

  async load(tx, { specificationId }): Promise<Facts | Refusal> {
    const specification = await lockedSpecification(tx, specificationId);
    if (!specification) return refuse('not-found');
    const newest = await newestVersion(tx, specificationId);
    return { partnershipId: specification.partnershipId, specification, newest };
  },

  decide: (_facts, _input, restored) => restored,

  async store(tx, { version, clause, edit }, { facts, acting, record }) {
    const { number, hash, id: versionId, specificationId, title } = version;
    if (!edit) return { number, clause, changed: false, keptAs: null };
    const { sequence, replaced } = edit;
    const text = { ...facts, json: replaced, damaged: false, logSequence: sequence - 1 };
    const keptAs = await freezeAtMilestone(tx, text, { kind: 'restored', number }, { acting, record });
    const { documentId } = facts.specification;
    const by = { restoredBy: acting.membership.memberId, restoredAt: acting.now };
    await insertRestoration(tx, { documentId, sequence, versionId, clause, ...by });
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
  const specification = await specificationById(tools.db, specificationId);
  if (!specification) return refuse('not-found');
  const allowed = can(actor, 'edit-specification', specification);
  if (isRefusal(allowed)) return allowed;
  const version = await versionByNumber(tools.db, specificationId, number);
  if (!version) return refuse('not-found');
  const json = documentOf(version);
  const clause = partName(json, part);
  if (isRefusal(clause)) return clause;
  let replaced: DocumentJson = json;
  const rewrite = (draft: DocumentJson) => {
    replaced = draft;
    return restoringAsSeen(draft, json, { part, seen });
  };
  const changed = await editDraft(specificationId, rewrite, { actor, tools });
  if (isRefusal(changed)) return changed;
  return { version, clause, edit: changed.changed ? { sequence: changed.sequence, replaced } : null };
}
