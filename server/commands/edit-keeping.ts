import type { SpecificationId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { VersionOccasion } from '#domain/version-occasion';
import type { DocumentJson } from '#schema/document-json';
import { emptyDocument } from '#schema/schema';
import type { Transaction } from '../db/database';
import type { SpecificationRow } from '../db/specifications';
import { lockedSpecification, newestVersion, type VersionRow } from '../db/versions';
import { plainToKeep } from '../documents/plain-to-keep';
import type { Storing } from './command';
import { editDraft } from './edit-draft';
import { freezeAtMilestone } from './freeze-text';

/** An edit that is made, and what the draft said before it. */
export interface KeptEdit {
  readonly sequence: number;
  readonly replaced: DocumentJson;
}

/** What the transaction needs to freeze that. The specification's row is locked. */
export interface KeepingFacts extends Subject {
  readonly specification: SpecificationRow;
  readonly newest: VersionRow | undefined;
}

/**
 * For commands that write a larger piece over the draft: like `editDraft`, for its `prepare`, and `keepReplaced` then freezes
 * what was there. Null: the draft said all of it already.
 */
export async function editKeeping(
  ...[specificationId, rewrite, given]: Parameters<typeof editDraft>
): Promise<KeptEdit | null | Refusal> {
  let replaced = emptyDocument();
  const noting = (draft: DocumentJson) => {
    replaced = draft;
    return rewrite(draft);
  };
  const changed = await editDraft(specificationId, noting, given);
  if (isRefusal(changed)) return changed;
  return changed.changed ? { sequence: changed.sequence, replaced } : null;
}

export async function keepingFacts(tx: Transaction, id: SpecificationId): Promise<KeepingFacts | Refusal> {
  const specification = await lockedSpecification(tx, id);
  if (!specification) return refuse('not-found');
  return {
    partnershipId: specification.partnershipId,
    specification,
    newest: await newestVersion(tx, id)
  };
}

/** Freezes what the draft said before; the version's number, or null when the newest one says it already. */
export async function keepReplaced(
  tx: Transaction,
  { sequence, replaced }: KeptEdit,
  occasion: VersionOccasion,
  storing: Storing<KeepingFacts>
): Promise<number | null> {
  const { facts, tools } = storing;
  const plain = await plainToKeep(tx, { specificationId: facts.specification.id, json: replaced }, tools);
  const text = { ...facts, json: replaced, damaged: false, logSequence: sequence - 1, plain };
  return freezeAtMilestone(tx, text, occasion, storing);
}
