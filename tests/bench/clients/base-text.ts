import * as Y from 'yjs';
import { BODY } from '#schema/schema';
import { NHS_TEMPLATE } from '#schema/nhs-template';
import { startedFrom } from '#schema/specification-template';
import { documentFromJson } from '#server/documents/document-bytes';
import type { Room } from '../servers/server';
import { LightSocket } from './light-socket';
import { openDocument, openWhenComplete } from './reader';
import { toWire, update } from './room-messages';

/** The text that every document starts with, at every server: our template. */
export const BASE_TEXT = documentFromJson(
  startedFrom(NHS_TEMPLATE, { title: 'Falls service', serviceNumber: '1' })
);

/** What the room holds before anybody types, as one update. Puts the template there where the room is empty. */
export async function baseOf(room: Room): Promise<Uint8Array> {
  if (!room.answers) return BASE_TEXT;
  const found = await openDocument(room);
  if (!found) throw new Error('The room did not answer.');
  if (hasText(found.doc)) return Y.encodeStateAsUpdate(found.doc);
  const writer = await LightSocket.open(room.address(0));
  for (const message of room.greeting) writer.send(toWire(room, message));
  writer.send(update(room, BASE_TEXT));
  const written = await openWhenComplete(room, hasText, 10_000);
  writer.close();
  if (!written) throw new Error('The room did not take its first text.');
  return BASE_TEXT;
}

function hasText(doc: Y.Doc): boolean {
  return doc.getXmlFragment(BODY).length > 0;
}
