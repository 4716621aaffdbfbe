import type { DocumentJson, ListFormat } from '#schema/document-json';

/** A paragraph or table on its way into the document; list items still stand in one flat row. */
export type Block =
  | { kind: 'block'; node: DocumentJson; indent: number | null }
  | { kind: 'item'; node: DocumentJson; place: ItemPlace };

export interface ItemPlace {
  numId: string;
  level: number;
  /** Left indent in twentieths of a point, for lists that are nested by eye only. */
  indent: number | null;
  /** Null for bullets. */
  format: ListFormat | null;
  value: number;
}

interface OpenList {
  list: DocumentJson;
  place: ItemPlace;
  nextValue: number;
}

const DEEPEST = 9;
/** Indents closer than this (5 pt) look the same. */
const SAME_INDENT = 100;

/** Turns the flat row that Word stores into nested lists. */
export function nestLists(blocks: readonly Block[]): DocumentJson[] {
  const result: DocumentJson[] = [];
  const open: OpenList[] = [];
  let textIndent: number | null = null;
  for (const block of blocks) {
    if (block.kind === 'item') placeItem(block.node, block.place, open, result);
    else if (block.indent === textIndent || !continuesItem(block, open)) {
      // Where all text is indented, an indent says nothing about belonging to a list item.
      textIndent = block.indent;
      open.length = 0;
      if (!continuesQuote(block.node, result.at(-1))) result.push(block.node);
    }
  }
  return result;
}

function placeItem(node: DocumentJson, place: ItemPlace, open: OpenList[], result: DocumentJson[]): void {
  closeDeeper(place, open);
  const item: DocumentJson = { type: 'listItem', content: [node] };
  const current = open.at(-1);
  if (current !== undefined && sameList(current, place)) {
    current.list.content?.push(item);
    current.nextValue = place.value + 1;
    return;
  }
  if (current !== undefined && !isDeeper(place, current.place)) open.pop();
  const list = newList(place, item);
  const siblings = lastItem(open.at(-1))?.content ?? result;
  siblings.push(list);
  open.push({ list, place, nextValue: place.value + 1 });
}

/** Closes the lists that the new item stands outside of. */
function closeDeeper(place: ItemPlace, open: OpenList[]): void {
  while (open.length > 0) {
    const top = open.at(-1);
    if (top === undefined) return;
    const own = open.some((list) => list.place.numId === place.numId && list.place.level === place.level);
    const isOwn = top.place.numId === place.numId && top.place.level === place.level;
    if (isOwn || (!own && open.length < DEEPEST && !isShallower(place, top.place))) return;
    open.pop();
  }
}

function isDeeper(place: ItemPlace, than: ItemPlace): boolean {
  if (place.numId === than.numId) return place.level > than.level;
  if (place.indent !== null && than.indent !== null) return place.indent > than.indent + SAME_INDENT;
  return place.level > than.level;
}

function isShallower(place: ItemPlace, than: ItemPlace): boolean {
  return isDeeper(than, place);
}

/** The list goes on when it looks the same and the number is the next one; Word may use a new list id for it. */
function sameList({ list, place, nextValue }: OpenList, next: ItemPlace): boolean {
  if (isDeeper(next, place) || isShallower(next, place)) return false;
  if (next.format === null) return list.type === 'bulletList';
  return place.format === next.format && nextValue === next.value;
}

function newList(place: ItemPlace, item: DocumentJson): DocumentJson {
  if (place.format === null) return { type: 'bulletList', content: [item] };
  return {
    type: 'orderedList',
    attrs: { start: place.value, format: place.format },
    content: [item]
  };
}

function lastItem(open: OpenList | undefined): DocumentJson | undefined {
  return open?.list.content?.at(-1);
}

/** Word stores a quotation paragraph by paragraph. */
function continuesQuote(node: DocumentJson, last: DocumentJson | undefined): boolean {
  if (node.type !== 'blockquote' || last?.type !== 'blockquote') return false;
  last.content?.push(...(node.content ?? []));
  return true;
}

/** A paragraph without a number, indented as far as the item before it, reads as part of that item. */
function continuesItem(block: Extract<Block, { kind: 'block' }>, open: OpenList[]): boolean {
  const { indent, node } = block;
  if (indent === null || indent <= 0 || node.type !== 'paragraph' || node.attrs?.number != null) return false;
  const owner = open.findLastIndex(
    ({ place }) => place.indent !== null && place.indent <= indent + SAME_INDENT
  );
  const item = lastItem(open[owner]);
  if (item === undefined) return false;
  open.length = owner + 1;
  item.content?.push(node);
  return true;
}
