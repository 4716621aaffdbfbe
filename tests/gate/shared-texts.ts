import { prosemirrorJSONToYDoc } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import type { PersonId } from '#domain/ids';
import { BODY, documentSchema } from '#schema/schema';

export const HELEN = 'helen' as PersonId;
export const TOM = 'tom' as PersonId;

export const words = (text: string, ...marks: string[]) => ({
  type: 'text',
  text,
  ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {})
});
export const node = (type: string, ...content: object[]) => ({ type, content });
export const paragraph = (text = '') => node('paragraph', ...(text === '' ? [] : [words(text)]));
export const cells = (rows: number, columns: number) =>
  node(
    'table',
    ...Array.from({ length: rows }, () =>
      node('tableRow', ...Array.from({ length: columns }, () => node('tableCell', paragraph('cell'))))
    )
  );

/** A shared text as the product makes it. */
export function sharedText(...content: object[]): Y.Doc {
  return prosemirrorJSONToYDoc(documentSchema, { type: 'doc', content }, BODY);
}

/** Another one's copy. */
export function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  copy.getXmlFragment(BODY);
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

/** The update that this change makes, on a copy of the text. */
export function editOn(doc: Y.Doc, change: (body: Y.XmlFragment) => void): Uint8Array {
  const copy = copyOf(doc);
  return editIn(copy, () => change(copy.getXmlFragment(BODY)));
}

/** The update that this change makes in the text itself. */
export function editIn(doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
  const before = Y.encodeStateVector(doc);
  let made: Uint8Array | undefined;
  const note = (update: Uint8Array) => void (made = update);
  doc.on('update', note);
  doc.transact(() => change(doc));
  doc.off('update', note);
  return made ?? Y.encodeStateAsUpdate(doc, before);
}

export function element(name: string, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const made = new Y.XmlElement(name);
  made.insert(0, children);
  return made;
}

/** The element that stands at this path of indexes. */
export function at(body: Y.XmlFragment, ...path: number[]): Y.XmlElement {
  return found(body, path) as Y.XmlElement;
}

/** The text that stands at this path of indexes. */
export function textAt(body: Y.XmlFragment, ...path: number[]): Y.XmlText {
  return found(body, path) as Y.XmlText;
}

function found(body: Y.XmlFragment, path: readonly number[]): unknown {
  let here: unknown = body;
  for (const index of path) here = (here as Y.XmlFragment).get(index);
  return here;
}
