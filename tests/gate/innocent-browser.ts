import { initProseMirrorDoc } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { BODY, documentSchema } from '#schema/schema';

/**
 * Opens a shared text as an editor does that somebody only reads in. Answers what is wrong with it: that the editor
 * changed it by itself, or what the schema says of it. Null: nothing.
 */
export function browserFault(encoded: Uint8Array): string | null {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, encoded);
  const body = doc.getXmlFragment(BODY);
  const before = body.toString();
  let changes = 0;
  doc.on('update', () => (changes += 1));
  try {
    const { doc: node } = initProseMirrorDoc(body, documentSchema);
    if (changes > 0) return `a browser deleted from\n${before}\nand left\n${body.toString()}`;
    if (body.length > 0) node.check();
    return null;
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}
