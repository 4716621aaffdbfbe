import { eq } from 'drizzle-orm';
import * as Y from 'yjs';
import { isRefusal } from '#domain/refusal';
import type { LogRow } from '../../db/document-log/document-log';
import { appendUpdates } from '../../db/documents';
import { documentClient } from '../../db/schema/specifications';
import type { Tools } from '../../runtime';

/**
 * Changes texts on a day in the past, as the rooms do it today: each author under a client id of their own. For texts that nobody has
 * open, as while the demo is planted.
 */
export function pastChange({ db, drafts }: Tools, at: Date): Tools['changeText'] {
  return async ({ documentId }, { parts }) => {
    const { ydoc, sequence } = await drafts.newest(documentId);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(ydoc));
    // Those who wrote before have the numbers from 1 on: see `writeText`.
    const first = (await db.$count(documentClient, eq(documentClient.documentId, documentId))) + 1;
    const clients = parts.map(({ author }, index) => ({
      documentId,
      clientId: first + index,
      personId: author.identity.personId,
      boundAt: at
    }));
    const rows: LogRow[] = [];
    for (const [index, { author, write }] of parts.entries()) {
      copy.clientID = clients[index]!.clientId;
      const update = write(copy);
      if (isRefusal(update)) return update;
      if (update) rows.push({ ...author.identity, bytes: update });
    }
    await db.transaction(async (tx) => {
      await tx.insert(documentClient).values(clients);
      await appendUpdates(tx, documentId, rows, at);
    });
    return { sequence: sequence + rows.length, changed: rows.length > 0 };
  };
}
