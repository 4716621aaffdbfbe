import type { Doc } from 'yjs';
import * as Y from 'yjs';
import { canonicalDocument } from '#schema/canonical';
import { BODY } from '#schema/schema';
import { sha256Hex } from '../sha256';
import { jsonFromDoc } from './document-bytes';
import type { NoteWords } from './text-change';
import { textsUnder, wholeLine, type Line } from './text-lines';

/** The words of a frozen version with the ids under which they were written. */
export interface VersionText {
  readonly lines: readonly Line[];
  readonly notes: readonly NoteWords[];
}

/** Of a version that was made again from the log; null when it has not the fingerprint with which it was frozen. */
export function versionText(ydoc: Doc, hash: string): VersionText | null {
  if (sha256Hex(canonicalDocument(jsonFromDoc(ydoc))) !== hash) return null;
  const body = ydoc.getXmlFragment(BODY);
  return { lines: textsUnder(body).map(wholeLine), notes: notesUnder(body) };
}

function notesUnder(body: Y.XmlFragment): NoteWords[] {
  const walker = body.createTreeWalker(
    (node) => node instanceof Y.XmlElement && node.nodeName === 'footnote'
  );
  return [...walker].flatMap((node) => {
    const id = node instanceof Y.XmlElement ? node._map.get('text')?.id : undefined;
    const text: unknown = node instanceof Y.XmlElement ? node.getAttribute('text') : undefined;
    return id && typeof text === 'string' ? [{ text, id }] : [];
  });
}
