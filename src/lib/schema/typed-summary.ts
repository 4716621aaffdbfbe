import type { DocumentJson } from './document-json';

/**
 * A summary as plain text, for a form without JavaScript: an empty line between paragraphs, "- " or "1. " before the items of a
 * list. What formatting there is comes back through `summaryFromText` where the words stay the same.
 */
export function summaryAsText(json: DocumentJson): string {
  return (json.content ?? [])
    .map(blockAsText)
    .filter((text) => text !== '')
    .join('\n\n');
}

/** The summary that this text means. Blocks of `before` whose words are unchanged are taken over as they are. */
export function summaryFromText(text: string, before: DocumentJson): DocumentJson {
  const known = new Map((before.content ?? []).map((block) => [blockAsText(block), block]));
  const content = chunksOf(text).flatMap((chunk): DocumentJson[] => {
    const same = known.get(chunk.join('\n'));
    return same ? [same] : blocksOf(chunk);
  });
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] };
}

function blockAsText(block: DocumentJson): string {
  switch (block.type) {
    case 'bulletList':
      return itemsOf(block, () => '- ');
    case 'orderedList':
      return itemsOf(block, (index) => `${index + 1}. `);
    case 'table':
      return (block.content ?? []).map((row) => (row.content ?? []).map(wordsOf).join(' | ')).join('\n');
    default:
      return wordsOf(block);
  }
}

function itemsOf(list: DocumentJson, mark: (index: number) => string): string {
  return (list.content ?? [])
    .map((item, index) => mark(index) + wordsOf(item).replaceAll('\n', ' '))
    .join('\n');
}

/** Lines of words, one for each paragraph and after each line break. */
function wordsOf(node: DocumentJson): string {
  if (node.text !== undefined) return node.text;
  if (node.type === 'hardBreak') return '\n';
  const parts = (node.content ?? []).map(wordsOf);
  return parts.join(node.content?.some(isBlock) ? '\n' : '').trim();
}

function isBlock({ type, text }: DocumentJson): boolean {
  return text === undefined && type !== 'hardBreak' && type !== 'footnote';
}

/** Lines that belong together, without the empty lines between. */
function chunksOf(text: string): string[][] {
  return text
    .split(/\n\s*\n/)
    .map((chunk) =>
      chunk
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
    )
    .filter((lines) => lines.length > 0);
}

const BULLET = /^[-*•]\s+/;
const NUMBER = /^\d{1,3}[.)]\s+/;

function blocksOf(lines: readonly string[]): DocumentJson[] {
  const blocks: DocumentJson[] = [];
  let rest = lines;
  while (rest.length > 0) {
    const kind = [BULLET, NUMBER].find((mark) => mark.test(rest[0]!));
    const end = rest.findIndex((line) => (kind ? !kind.test(line) : BULLET.test(line) || NUMBER.test(line)));
    const taken = rest.slice(0, end === -1 ? rest.length : end);
    blocks.push(kind ? listOf(taken, kind) : paragraphOf(taken));
    rest = rest.slice(taken.length);
  }
  return blocks;
}

function listOf(lines: readonly string[], mark: RegExp): DocumentJson {
  const content = lines.map((line) => ({
    type: 'listItem',
    content: [paragraphOf([line.replace(mark, '')])]
  }));
  return { type: mark === BULLET ? 'bulletList' : 'orderedList', content };
}

function paragraphOf(lines: readonly string[]): DocumentJson {
  const content = lines.flatMap((text, index): DocumentJson[] => [
    ...(index > 0 ? [{ type: 'hardBreak' }] : []),
    { type: 'text', text }
  ]);
  return { type: 'paragraph', content };
}
