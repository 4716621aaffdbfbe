import { isRefusal } from '#domain/refusal';
import type { SpecificationId } from '#domain/ids';
import type { DocumentJson } from '#schema/document-json';
import { appendUpdates } from '../../db/documents';
import { specificationById } from '../../db/specifications';
import { rewriteDraft } from '../../documents/rewrite-draft';
import type { Tools } from '../../runtime';
import { CRITERIA } from './specification-text';
import type { Story } from './story';

/**
 * What became of a patient's question: people of 50 to 64 are accepted too. The plain summary of the clause does not say so yet.
 * Straight into the log, on its day in the past: while the demo is planted nobody has the draft open.
 */
export async function writeCriteriaAnew(tools: Tools, story: Story, id: SpecificationId): Promise<void> {
  const { personId, sessionHash } = await story.actor('Dr Sam Whitlock');
  const specification = await specificationById(tools.db, id);
  const { documentId } = specification!;
  await tools.db.transaction(async (tx) => {
    const { ydoc } = await tools.drafts.within(tx, documentId);
    const bytes = rewriteDraft(ydoc, anew);
    if (bytes === null || isRefusal(bytes)) throw new Error('The demo’s text has no criteria to change.');
    await appendUpdates(tx, documentId, [{ personId, sessionHash, bytes }], story.at(-27));
  });
}

function anew(node: DocumentJson): DocumentJson {
  if (node.text === CRITERIA.first) return { ...node, text: CRITERIA.now };
  return node.content ? { ...node, content: node.content.map(anew) } : node;
}
