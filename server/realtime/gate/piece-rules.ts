import * as Y from 'yjs';
import { isLawfulAttribute } from '#schema/attribute-rules';
import { documentSchema } from '#schema/schema';
import { isLawfulFormat } from './mark-rules';
import type { Holder, Place } from './place';

const ELEMENTS: ReadonlySet<string> = new Set(
  Object.keys(documentSchema.nodes).filter((name) => name !== 'doc' && name !== 'text')
);

/**
 * Looks at the new pieces of one update: whether each is one that an editor over the schema makes where it stands.
 * Words and formatting in a text; texts and elements in an element; elements in the body; attributes with values
 * of the right type. Pieces must come in the order in which they are taken in.
 */
export class PieceRules {
  /** How deep the new elements stand; 1 in the body. */
  readonly #depths = new Map<Holder, number>();
  #lawful = true;

  constructor(private readonly deepest: number) {}

  /** Whether every piece so far is lawful. */
  get lawful(): boolean {
    return this.#lawful;
  }

  look({ content }: Y.Item, place: Place | null): void {
    this.#lawful &&= content instanceof Y.ContentDeleted || this.#isLawful(content, place);
  }

  #isLawful(content: Y.Item['content'], place: Place | null): boolean {
    if (content instanceof Y.ContentString) return isInText(place);
    if (content instanceof Y.ContentFormat)
      return isInText(place) && isLawfulFormat(content.key, content.value);
    if (content instanceof Y.ContentAny) return isAttribute(content.arr, place);
    return content instanceof Y.ContentType && this.#isChild(content.type, place);
  }

  #isChild(type: unknown, place: Place | null): boolean {
    const isElement = isKnownElement(type);
    if (!isElement && !isPlainText(type)) return false;
    if (!place) return true;
    if (place.parentSub !== null || place.parent instanceof Y.XmlText) return false;
    if (!isElement) return place.parent instanceof Y.XmlElement;
    const depth = this.#depthOf(place.parent) + 1;
    this.#depths.set(type, depth);
    return depth <= this.deepest;
  }

  /** How many elements a holder stands in, itself included. */
  #depthOf(holder: Holder): number {
    const known = this.#depths.get(holder);
    if (known !== undefined) return known;
    let depth = 0;
    for (let item = holder._item; item && depth <= this.deepest; item = (item.parent as Holder)._item)
      depth += 1;
    return depth;
  }
}

/** Exactly these classes: hooks and nested bodies are made of them too. */
function isKnownElement(type: unknown): type is Y.XmlElement {
  return type instanceof Y.XmlElement && type.constructor === Y.XmlElement && ELEMENTS.has(type.nodeName);
}

function isPlainText(type: unknown): type is Y.XmlText {
  return type instanceof Y.XmlText && type.constructor === Y.XmlText;
}

/** What goes nowhere is not kept, so it does not matter what it would have stood in. */
function isInText(place: Place | null): boolean {
  return !place || (place.parent instanceof Y.XmlText && place.parentSub === null);
}

function isAttribute(values: readonly unknown[], place: Place | null): boolean {
  if (!place) return true;
  const { parent, parentSub } = place;
  if (parentSub === null || !(parent instanceof Y.XmlElement) || values.length !== 1) return false;
  return isLawfulAttribute(parent.nodeName, parentSub, values[0]);
}
