import * as Y from 'yjs';
import type { Clocks } from './server-knowledge';

/**
 * The paragraphs with words in them that the server is not known to have, whoever of this person's windows wrote
 * them; whole and in the order of the document, one per line. Whole, because words alone would say little, and
 * because an editor may have stored "W, o" where a person typed "o, W".
 */
export function unsentText(ydoc: Y.Doc, body: Y.XmlFragment, known: Clocks): string {
  const paragraphs = textsOf(body)
    .filter((text) => itemsOf(text).some((item) => isNewText(item, known)))
    .map((text) => plainText(text).trim());
  return [...paragraphs, looseText(ydoc)].filter((words) => words !== '').join('\n');
}

function textsOf(parent: Y.XmlFragment): Y.XmlText[] {
  return parent.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return [child];
    return child instanceof Y.XmlElement ? textsOf(child) : [];
  });
}

function itemsOf(text: Y.XmlText): Y.Item[] {
  const items: Y.Item[] = [];
  for (let item = text._start; item !== null; item = item.right) items.push(item);
  return items;
}

function isNewText({ deleted, content, id, length }: Y.Item, known: Clocks): boolean {
  if (deleted || !(content instanceof Y.ContentString)) return false;
  return id.clock + length > (known.get(id.client) ?? 0);
}

function plainText(text: Y.XmlText): string {
  const delta = text.toDelta() as { insert: unknown }[];
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
}

/** Words whose place in the text nobody knows, because a part of what a device had kept was lost. */
function looseText({ store }: Y.Doc): string {
  if (!store.pendingStructs) return '';
  // Stored in the second version of the encoding, unlike everything that is sent.
  const { structs } = Y.decodeUpdateV2(store.pendingStructs.update);
  return structs
    .map((struct) =>
      struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.content.str : ''
    )
    .join('');
}
