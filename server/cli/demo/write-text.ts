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

/** Who writes it and when, with the sessions they write in. Not inside a transaction. */
export function writersIn(story: Story) {
  return Promise.all(
    WRITTEN_BY.map(async (part, index) => {
      const { personId, sessionHash } = await story.actor(part.by);
      return {
        personId,
        sessionHash,
        clientId: index + 1,
        at: story.at(part.day),
        later: WRITTEN_BY.slice(index + 1)
      };
    })
  );
}

/** Fills it, each author under a client id of their own, as if they had typed it. For a document that nobody has open yet. */
export async function writeText(
  tx: Database,
  writers: Awaited<ReturnType<typeof writersIn>>,
  {
    documentId,
    text,
    bytes
  }: { readonly documentId: DocumentId; readonly text: DocumentJson; readonly bytes: Uint8Array }
): Promise<void> {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, bytes);
  for (const { personId, sessionHash, clientId, at, later } of writers) {
    await tx.insert(documentClient).values({ documentId, clientId, personId, boundAt: at });
    ydoc.clientID = clientId;
    const update = done(rewriteDraft(ydoc, () => textBefore(text, later)));
    if (update === null) throw new Error('Somebody wrote nothing in the demo.');
    await appendUpdates(tx, documentId, [{ personId, sessionHash, bytes: update }], at);
  }
}
