import type { ContentMatch, NodeType } from '@tiptap/pm/model';
import * as Y from 'yjs';
import { documentSchema } from '#schema/schema';

/** An element, or the body itself. */
export type Block = Y.XmlFragment | Y.XmlElement;

/** The node that a browser makes of it. */
export function nodeTypeOf(block: Block): NodeType {
  if (!(block instanceof Y.XmlElement)) return documentSchema.topNodeType;
  const type = documentSchema.nodes[block.nodeName];
  if (!type) throw new Error('An element got past the gate that the schema does not know.');
  return type;
}

/** Whether all children are such as the schema wants, in this order, and none is missing. */
export function hasLawfulChildren(block: Block): boolean {
  let match: ContentMatch | null = nodeTypeOf(block).contentMatch;
  for (let item = block._start; item && match; item = item.right) {
    const type = visibleType(item);
    if (type) match = match.matchType(type);
  }
  return match !== null && (match.validEnd || isEmptyBody(block));
}

/**
 * The same for a block whose children were lawful before, when only these have come and any may have gone. In nearly
 * every block all children after the first are alike to the schema, so nobody has to look at a thousand of them.
 */
export function hasStillLawfulChildren(block: Block, added: readonly Y.Item[]): boolean {
  const first = firstVisibleType(block);
  if (!first) return hasLawfulChildren(block);
  const match = nodeTypeOf(block).contentMatch.matchType(first);
  if (!match) return false;
  if (!isSettled(match)) return hasLawfulChildren(block);
  return added.every((item) => {
    const type = visibleType(item);
    return !type || match.matchType(type) !== null;
  });
}

/** Whether a browser would show anything in it. */
export function isBare(block: Block): boolean {
  return !firstVisibleType(block);
}

function firstVisibleType(block: Block): NodeType | undefined {
  for (let item = block._start; item; item = item.right) {
    const type = visibleType(item);
    if (type) return type;
  }
  return undefined;
}

/** The node a browser makes of a child; of what is deleted and of a text without words it makes none. */
function visibleType(item: Y.Item): NodeType | undefined {
  if (item.deleted || !(item.content instanceof Y.ContentType)) return undefined;
  const { type } = item.content as { type: unknown };
  if (type instanceof Y.XmlText) return type.length > 0 ? documentSchema.nodes.text : undefined;
  return nodeTypeOf(type as Y.XmlElement);
}

/** A browser shows an empty paragraph for a text from which everything was deleted. */
function isEmptyBody(block: Block): boolean {
  return !(block instanceof Y.XmlElement) && isBare(block);
}

const settled = new WeakMap<ContentMatch, boolean>();

/** Whether after this only the same may follow, again and again. */
function isSettled(match: ContentMatch): boolean {
  let known = settled.get(match);
  if (known === undefined) {
    known = match.validEnd;
    for (let index = 0; index < match.edgeCount; index += 1) known &&= match.edge(index).next === match;
    settled.set(match, known);
  }
  return known;
}
