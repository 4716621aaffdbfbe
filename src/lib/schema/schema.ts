import { getSchema } from '@tiptap/core';
import type { Schema } from '@tiptap/pm/model';
import { safeHref } from './allowed-links';
import { limitSpans } from './cell-spans';
import type { DocumentJson } from './document-json';
import { documentExtensions } from './extensions';

/** The name of the Y.XmlFragment that holds a specification's draft text. */
export const BODY = 'body';

/** The ProseMirror schema of a specification; made without a browser. */
export const documentSchema: Schema = limitSpans(getSchema(documentExtensions));

/** A document with one empty paragraph, the least a specification can be. */
export function emptyDocument(): DocumentJson {
  return { type: 'doc', content: [{ type: 'paragraph' }] };
}

/** Whether a JSON value is a document of this schema whose links are all allowed. Says what is wrong, or null. */
export function documentFault(json: unknown): string | null {
  try {
    const node = documentSchema.nodeFromJSON(json);
    node.check();
    return node.type === documentSchema.topNodeType
      ? unsafeLink(node.toJSON() as DocumentJson)
      : 'not a document';
  } catch (fault) {
    return fault instanceof Error ? fault.message : 'not a document';
  }
}

function unsafeLink(node: DocumentJson): string | null {
  const link = node.marks?.find((mark) => mark.type === 'link');
  if (link !== undefined && safeHref(link.attrs?.href) === null) return 'a link that is not allowed';
  for (const child of node.content ?? []) {
    const fault = unsafeLink(child);
    if (fault !== null) return fault;
  }
  return null;
}
