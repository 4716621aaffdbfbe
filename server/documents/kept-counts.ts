import { stringAttribute, textOf, type DocumentJson } from '#schema/document-json';
import type { KeptCounts } from '#schema/import-report';

/** Counts what a document holds, from the document itself, so that the report cannot claim more than there is. */
export function keptCounts(document: DocumentJson): KeptCounts {
  const nodes = everyNode(document);
  const ofType = (...types: string[]) => nodes.filter(({ type }) => types.includes(type));
  const textblocks = ofType('heading', 'paragraph');
  const notes = ofType('footnote');
  const texts = [...textblocks.map(textOf), ...notes.map((note) => stringAttribute(note, 'text') ?? '')];
  return {
    words: texts.reduce((sum, text) => sum + (text.match(/\S+/g)?.length ?? 0), 0),
    headings: ofType('heading').length,
    numberedClauses: textblocks.filter((node) => stringAttribute(node, 'number') !== null).length,
    lists: ofType('bulletList', 'orderedList').length,
    listItems: ofType('listItem').length,
    tables: ofType('table').length,
    mergedCells: ofType('tableCell', 'tableHeader').filter(isMerged).length,
    links: countLinks(textblocks),
    notes: notes.length
  };
}

function everyNode(node: DocumentJson): DocumentJson[] {
  return [node, ...(node.content ?? []).flatMap(everyNode)];
}

function isMerged({ attrs }: DocumentJson): boolean {
  return Number(attrs?.colspan ?? 1) > 1 || Number(attrs?.rowspan ?? 1) > 1;
}

/** A link whose words differ in look is several texts but one link. */
function countLinks(textblocks: readonly DocumentJson[]): number {
  let count = 0;
  for (const block of textblocks) {
    let before: unknown = null;
    for (const node of block.content ?? []) {
      const href = node.marks?.find(({ type }) => type === 'link')?.attrs?.href ?? null;
      if (href !== null && href !== before) count += 1;
      before = href;
    }
  }
  return count;
}
