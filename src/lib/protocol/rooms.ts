import { isId, type DocumentId } from '#domain/ids';

const PREFIX = 'draft-';

/** The sync endpoint's room of a document; `GET /sync/<room>` upgraded. */
export function roomName(documentId: DocumentId): string {
  return `${PREFIX}${documentId}`;
}

/** Undefined for anything but a room name in canonical form. */
export function documentOfRoom(room: string): DocumentId | undefined {
  if (!room.startsWith(PREFIX)) return undefined;
  const id = room.slice(PREFIX.length);
  return isId<'document'>(id) ? id : undefined;
}
