import type { Doc } from 'yjs';
import type { DocumentId, SpecificationId } from '#domain/ids';
import type { Actor } from '#domain/membership';
import { can } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Database } from '../db/database';
import { specificationById, type SpecificationRow } from '../db/specifications';
import { rewriteDraft, type Rewrite } from '../documents/rewrite-draft';
import type { ChangedText } from '../realtime/text-change';
import type { Tools } from '../runtime';

/**
 * For the `prepare` of commands that change a draft: rewrites it in the actor's name, when they may edit it. The edit
 * is in the log and with everybody who has the draft open when this answers; it is theirs, and not undone when the
 * command's transaction fails afterwards. `summary` is the document of one of its plain summaries, to change that instead.
 */
export async function editDraft(
  specificationId: SpecificationId,
  rewrite: Rewrite,
  {
    actor,
    tools,
    summary
  }: {
    readonly actor: Actor;
    readonly tools: Pick<Tools, 'db' | 'changeText'>;
    readonly summary?: DocumentId;
  }
): Promise<ChangedText | Refusal> {
  if (actor.kind === 'nobody') return refuse('signed-out');
  const row = await editableSpecification(specificationId, actor, tools.db);
  if (isRefusal(row)) return row;
  const { personId, sessionHash } = actor;
  const author = { identity: { personId, sessionHash }, mayEdit: true };
  const parts = [{ author, write: (copy: Doc) => rewriteDraft(copy, rewrite) }];
  return tools.changeText({ documentId: summary ?? row.documentId, specificationId }, { parts });
}

/** For a `prepare` that has work to do before the transaction asks the policy: the specification, when the actor may edit it. */
export async function editableSpecification(
  id: SpecificationId,
  actor: Actor,
  db: Database
): Promise<SpecificationRow | Refusal> {
  const row = await specificationById(db, id);
  if (!row) return refuse('not-found');
  const allowed = can(actor, 'edit-specification', row);
  return isRefusal(allowed) ? allowed : row;
}
