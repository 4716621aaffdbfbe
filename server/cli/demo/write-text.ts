import * as Y from 'yjs';
import type { DocumentId } from '#domain/ids';
import type { DocumentJson } from '#schema/document-json';
import type { Database } from '../../db/database';
import { appendUpdates } from '../../db/documents';
import { documentClient } from '../../db/schema/specifications';
import { rewriteDraft } from '../../documents/rewrite-draft';
import { done, type Story } from './story';
import { textBefore, WRITTEN_BY } from './written-by';

/** What a text begins as: the template that its authors fill. */
export function beginningOf(text: DocumentJson): DocumentJson {
  return textBefore(text, WRITTEN_BY);
}

/** Fills it, each author under a client id of their own, as if they had typed it. For a document that nobody has open yet. */
export async function writeText(
  tx: Database,
  story: Story,
  draft: { readonly documentId: DocumentId; readonly bytes: Uint8Array; readonly text: DocumentJson }
): Promise<void> {
  const { documentId, text } = draft;
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, draft.bytes);
  for (const [index, { by, day }] of WRITTEN_BY.entries()) {
    const { personId, sessionHash } = await story.actor(by);
    const clientId = index + 1;
    await tx.insert(documentClient).values({ documentId, clientId, personId, boundAt: story.at(day) });
    ydoc.clientID = clientId;
    const bytes = done(rewriteDraft(ydoc, () => textBefore(text, WRITTEN_BY.slice(index + 1))));
    if (bytes === null) throw new Error(`${by} wrote nothing in the demo.`);
    await appendUpdates(tx, documentId, [{ personId, sessionHash, bytes }], story.at(day));
  }
}
