import { prosemirrorJSONToYXmlFragment } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import type { DocumentJson } from '#schema/document-json';
import { BODY, documentSchema } from '#schema/schema';
import { readDraft } from './read-draft';

/** A new document's first Yjs update (version 1 encoding): the whole text under the root fragment `body`. */
export function documentFromJson(json: DocumentJson): Uint8Array {
  const ydoc = new Y.Doc();
  ydoc.transact(() => prosemirrorJSONToYXmlFragment(documentSchema, json, ydoc.getXmlFragment(BODY)));
  return Y.encodeStateAsUpdate(ydoc);
}

/** A document from its one update. */
export function documentFromBytes(bytes: Uint8Array): Y.Doc {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, bytes);
  return ydoc;
}

/** The text of a draft as ProseMirror JSON. A draft nobody has written in is one empty paragraph. Never throws. */
export function jsonFromDoc(ydoc: Y.Doc): DocumentJson {
  return readDraft(ydoc).json;
}
