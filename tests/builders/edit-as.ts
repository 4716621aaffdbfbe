import type { SpecificationId } from '#domain/ids';
import { editDraft } from '#server/commands/edit-draft';
import type { Rewrite } from '#server/documents/rewrite-draft';
import { done } from './decisions';
import type { TestPerson, World } from './world';

/** Changes a draft over the gate, as commands do: blocks that stay the same are not touched. */
export async function editAs(
  world: World,
  id: SpecificationId,
  by: TestPerson,
  change: Rewrite
): Promise<void> {
  done(await editDraft(id, change, { actor: by.actor, tools: world.runtime.tools }));
}
