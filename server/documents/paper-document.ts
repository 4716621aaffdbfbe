import { NOT_RECORDED, type PaperBlock, type PaperTable } from '#domain/paper/blocks';
import type { Paper, PaperSection } from '#domain/paper/paper';
import type { DocumentJson } from '#schema/document-json';

/** A paper as a document: one text from which its page and its files are made. Sections are numbered, "At a glance" is not. */
export function paperDocument({ sections }: Paper): DocumentJson {
  return { type: 'doc', content: sections.flatMap(sectionOf) };
}

function sectionOf({ heading, blocks }: PaperSection, index: number): DocumentJson[] {
  const number = index === 0 ? null : String(index);
  return [headingOf(1, heading, number), ...blocks.map(blockOf)];
}

function blockOf(block: PaperBlock): DocumentJson {
  switch (block.kind) {
    case 'words':
      return paragraph(text(block.words));
    case 'quote':
      return { type: 'blockquote', content: block.words.split(/\n+/).map((line) => paragraph(text(line))) };
    case 'heading':
      return headingOf(2, block.words, null);
    case 'list':
      return { type: 'bulletList', content: block.items.map(itemOf) };
    case 'table':
      return tableOf(block);
    case 'gap':
      return paragraph(text(`${block.what}: `), bold(`${NOT_RECORDED.toLowerCase()}.`));
  }
}

function tableOf({ head, rows }: PaperTable): DocumentJson {
  const row = (type: string, cells: readonly string[]): DocumentJson => ({
    type: 'tableRow',
    content: cells.map((words) => ({ type, content: [paragraph(text(words))] }))
  });
  return {
    type: 'table',
    content: [row('tableHeader', head), ...rows.map((cells) => row('tableCell', cells))]
  };
}

function itemOf(words: string): DocumentJson {
  return { type: 'listItem', content: [paragraph(text(words))] };
}

function headingOf(level: number, words: string, number: string | null): DocumentJson {
  return { type: 'heading', attrs: { level, number }, content: [text(words)] };
}

/** A document holds no empty text. */
function paragraph(...content: readonly DocumentJson[]): DocumentJson {
  return { type: 'paragraph', content: content.filter((node) => node.text !== '') };
}

function text(words: string): DocumentJson {
  return { type: 'text', text: words };
}

function bold(words: string): DocumentJson {
  return { ...text(words), marks: [{ type: 'bold' }] };
}
