import * as Y from 'yjs';
import { withinSpan } from '#schema/cell-spans';
import type { DocumentJson, DocumentMark } from '#schema/document-json';
import { BODY, documentSchema, emptyDocument } from '#schema/schema';

/** How deep blocks may stand in one another. Lists in tables in lists come nowhere near it. */
export const DEEPEST = 40;
const UNREADABLE = 'This part of the text cannot be shown.';

export interface ReadDraft {
  /** A document of the schema. */
  readonly json: DocumentJson;
  /** Something was left out, or stands as "This part of the text cannot be shown." */
  readonly damaged: boolean;
}

/**
 * The text of a draft. The shared text is what browsers sent and may hold anything; this never throws and never
 * changes it. A draft nobody has written in is one empty paragraph.
 */
export function readDraft(ydoc: Y.Doc): ReadDraft {
  const reading = new Reading();
  const content = reading.children(ydoc.getXmlFragment(BODY), 0);
  if (content.length === 0) return { json: emptyDocument(), damaged: reading.damaged };
  const json = documentOf(content);
  if (fits(json)) return { json, damaged: reading.damaged };
  return {
    json: documentOf(content.map((block) => (fits(documentOf([block])) ? block : unreadable()))),
    damaged: true
  };
}

/**
 * The same without asking the schema whether everything is where it may be, which takes most of the time: for what is
 * worked out at every change, such as an outline, and never for what is shown, saved or frozen.
 */
export function uncheckedDraft(ydoc: Y.Doc): DocumentJson {
  return documentOf(new Reading().children(ydoc.getXmlFragment(BODY), 0));
}

/** Takes over what the schema knows and notes whether there was anything else. */
class Reading {
  damaged = false;

  children(parent: Y.XmlFragment, depth: number): DocumentJson[] {
    if (depth > DEEPEST) return this.#leftOut([]);
    return parent.toArray().flatMap((child: unknown) => {
      if (child instanceof Y.XmlText) return this.#texts(child);
      return child instanceof Y.XmlElement ? this.#element(child, depth) : this.#leftOut([]);
    });
  }

  #element(element: Y.XmlElement, depth: number): DocumentJson[] {
    const type = documentSchema.nodes[element.nodeName];
    if (type === undefined || type.isText) return this.#leftOut([]);
    const attrs = this.#attributes(type.spec.attrs, element.getAttributes());
    const content = this.children(element, depth + 1);
    return [
      { type: type.name, ...(attrs === null ? {} : { attrs }), ...(content.length > 0 ? { content } : {}) }
    ];
  }

  #texts(text: Y.XmlText): DocumentJson[] {
    const delta = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[];
    return delta.flatMap(({ insert, attributes = {} }) => {
      if (typeof insert !== 'string') return this.#leftOut([]);
      const marks = Object.entries(attributes).flatMap(([name, value]) => this.#mark(name, value));
      return [{ type: 'text', text: insert, ...(marks.length > 0 ? { marks } : {}) }];
    });
  }

  #mark(name: string, value: unknown): DocumentMark[] {
    // Marks that may stand on the same words more than once have a hash behind their name.
    const type = documentSchema.marks[name.replace(/--[a-zA-Z0-9+/=]{8}$/, '')];
    if (type === undefined) return this.#leftOut([]);
    const attrs = this.#attributes(type.spec.attrs, typeof value === 'object' && value !== null ? value : {});
    return [{ type: type.name, ...(attrs === null ? {} : { attrs }) }];
  }

  /** The attributes that the schema names, when they are plain; null when there are none. */
  #attributes(known: object | null | undefined, given: object): Record<string, unknown> | null {
    const named = Object.entries(given).filter(
      ([name, value]) => value !== undefined && known && Object.hasOwn(known, name)
    );
    const plain = named.filter(([, value]) => isPlain(value));
    if (plain.length < named.length) this.damaged = true;
    if (plain.length === 0) return null;
    return Object.fromEntries(plain.map(([name, value]) => [name, withinSpan(name, value)]));
  }

  #leftOut<T>(instead: T): T {
    this.damaged = true;
    return instead;
  }
}

/** A list of numbers is plain as well: a pasted table may say how wide its columns were. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((part) => Number.isFinite(part));
  return value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);
}

/** Links are not looked at here: whatever shows or saves the text leaves out those that are not allowed. */
function fits(json: DocumentJson): boolean {
  try {
    documentSchema.nodeFromJSON(json).check();
    return true;
  } catch {
    return false;
  }
}

function documentOf(content: DocumentJson[]): DocumentJson {
  return { type: 'doc', content };
}

function unreadable(): DocumentJson {
  return { type: 'paragraph', content: [{ type: 'text', text: UNREADABLE }] };
}
