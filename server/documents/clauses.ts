import { contentSize, nodeSize, textOf, type DocumentJson } from '#schema/document-json';
import { contents, type ContentsEntry } from '#schema/render-html';

/** A heading of the text, with the passage that its words are, in ProseMirror positions. */
export interface Clause extends Omit<ContentsEntry, 'pos'> {
  readonly from: number;
  readonly to: number;
  /** The words between `from` and `to`; empty for a heading that is only a number. */
  readonly quote: string;
  /** It stands in the text itself and not inside a table, a list or a quotation. */
  readonly top: boolean;
}

/** The clauses in reading order, under the ids that `renderDocument` gives them. */
export function clausesOf(json: DocumentJson): Clause[] {
  const blocks = new Map<number, DocumentJson>();
  collectBlocks(json, -1, blocks);
  const tops = topPositions(json);
  return contents(json).map(({ pos, ...entry }) => {
    const block = blocks.get(pos) ?? json;
    return {
      ...entry,
      from: pos,
      to: pos + contentSize(block),
      quote: textOf(block).trim(),
      top: tops.has(pos)
    };
  });
}

/** By the id that it has on the page ("clause-scope"), or by its place among all headings, for scripts ("clause-3"). */
export function namedClause(json: DocumentJson, id: string): Clause | undefined {
  const clauses = clausesOf(json);
  return clauses.find((each) => each.id === id) ?? clauses[Number(/^clause-(\d+)$/.exec(id)?.[1]) - 1];
}

/** Every heading by the position where its text starts. */
function collectBlocks(node: DocumentJson, position: number, blocks: Map<number, DocumentJson>): void {
  if (node.type === 'heading') blocks.set(position + 1, node);
  let inside = position + 1;
  for (const child of node.content ?? []) {
    collectBlocks(child, inside, blocks);
    inside += nodeSize(child);
  }
}

function topPositions(json: DocumentJson): Set<number> {
  const positions = new Set<number>();
  let position = 0;
  for (const child of json.content ?? []) {
    positions.add(position + 1);
    position += nodeSize(child);
  }
  return positions;
}
