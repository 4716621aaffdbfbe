import { integerAttribute, listFormatOf, textOf, type DocumentJson } from '#schema/document-json';
import { formatNumber, wordFormatOf } from './number-formats';
import { describeTag, lineHeight, TaggedText, type Pdf, type Tag } from './pdf-document';
import type { Line, PdfLines, TextSize } from './pdf-lines';
import { layTable, type LaidTable } from './pdf-table-layout';

/** A line that is to be drawn, with the number of its list item in front. */
export interface LineChunk {
  readonly kind: 'line';
  readonly line: Line;
  readonly x: number;
  readonly owner: TaggedText;
  readonly label?: { readonly line: Line; readonly x: number; readonly owner: TaggedText };
  /** So much more must fit below it on the same page: a heading does not stand alone. */
  readonly keep: number;
  /** When it is drawn: a heading is noted in the table of contents, a note can be led to. */
  readonly mark?: Mark;
}

export type Mark =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'note'; readonly number: number };

/** What goes on a page, one below the other. */
export type Chunk =
  | LineChunk
  | { readonly kind: 'gap'; readonly height: number }
  | { readonly kind: 'rule'; readonly x: number; readonly width: number }
  | { readonly kind: 'table'; readonly table: LaidTable };

/** Where blocks stand. */
export interface Place {
  readonly tag: Tag;
  readonly x: number;
  readonly width: number;
  readonly text: TextSize;
  /** Tables inside tables become paragraphs. */
  readonly inCell: boolean;
}

const HEADING_SIZES = [17, 14.5, 12.5, 11, 11, 11];
const DEEPEST_TAG = 6;
const LIST_INDENT = 22;
const GAP = 6;

export function gap(height: number): Chunk {
  return { kind: 'gap', height };
}

/** Lays out blocks: what tags they get, and which lines they make. Nothing is drawn yet. */
export class PdfBlocks {
  /** The title is the first level; a level that is left out in the text is closed up, as readers of tags want it. */
  #level = 1;

  constructor(
    private readonly pdf: Pdf,
    private readonly lines: PdfLines
  ) {}

  blocks(nodes: readonly DocumentJson[], place: Place): Chunk[] {
    return nodes.flatMap((node) => this.#block(node, place));
  }

  /** Plain words in a block of their own. */
  words(words: string, type: string, place: Place): LineChunk[] {
    const owner = this.#owner(type, place.tag);
    const lines = this.lines.ofText(words, place.width, place.text);
    return lines.map((line) => ({ kind: 'line', line, x: place.x, owner, keep: 0 }));
  }

  #block(node: DocumentJson, place: Place): Chunk[] {
    switch (node.type) {
      case 'heading':
        return this.#heading(node, place);
      case 'bulletList':
      case 'orderedList':
        return this.#list(node, place);
      case 'blockquote':
        return this.#quote(node, place);
      case 'table':
        return this.#table(node, place);
      case 'horizontalRule':
        return [{ kind: 'rule', x: place.x, width: place.width }, gap(GAP)];
      default:
        return this.#paragraph(node, place);
    }
  }

  #owner(type: string, parent: Tag): TaggedText {
    const tag = this.pdf.struct(type);
    parent.add(tag);
    return new TaggedText(this.pdf, tag, type);
  }

  #paragraph(node: DocumentJson, place: Place): Chunk[] {
    const lines = this.lines.of(node, place.width, place.text);
    if (lines.length === 0) return [];
    const owner = this.#owner('P', place.tag);
    const chunks = lines.map((line): Chunk => ({ kind: 'line', line, x: place.x, owner, keep: 0 }));
    return [...chunks, gap(place.inCell ? GAP / 2 : GAP)];
  }

  #heading(node: DocumentJson, place: Place): Chunk[] {
    const level = integerAttribute(node, 'level', { min: 1, max: 6, otherwise: 1 });
    const text: TextSize = { size: place.inCell ? place.text.size : HEADING_SIZES[level - 1]!, bold: true };
    const lines = this.lines.of(node, place.width, text);
    if (lines.length === 0) return [];
    this.#level = Math.min(level + 1, this.#level + 1, DEEPEST_TAG);
    const owner = this.#owner(`H${this.#level}`, place.tag);
    const number = typeof node.attrs?.number === 'string' ? `${node.attrs.number} ` : '';
    const mark: Mark = { kind: 'heading', level: this.#level, text: `${number}${textOf(node).trim()}` };
    const below = lineHeight({ size: 11 }) * 2;
    const chunks = lines.map((line, index): Chunk => {
      const keep = below + lineHeight(line) * (lines.length - 1 - index);
      return {
        kind: 'line',
        line,
        x: place.x,
        owner,
        keep,
        ...(index === 0 && !place.inCell ? { mark } : {})
      };
    });
    return [gap(place.inCell ? 0 : GAP * 1.5), ...chunks, gap(GAP / 2)];
  }

  #quote(node: DocumentJson, place: Place): Chunk[] {
    const tag = this.pdf.struct('BlockQuote');
    place.tag.add(tag);
    const inside = { ...place, tag, x: place.x + LIST_INDENT, width: place.width - LIST_INDENT };
    return this.blocks(node.content ?? [], inside);
  }

  #list(list: DocumentJson, place: Place): Chunk[] {
    const tag = this.pdf.struct('L');
    describeTag(tag, { O: 'List', ListNumbering: numberingOf(list) });
    place.tag.add(tag);
    return (list.content ?? []).flatMap((item, index) =>
      this.#item(item, labelOf(list, index), { ...place, tag })
    );
  }

  #item(item: DocumentJson, label: string, place: Place): Chunk[] {
    const tag = this.pdf.struct('LI');
    place.tag.add(tag);
    const number = this.#owner('Lbl', tag);
    const body = this.pdf.struct('LBody');
    tag.add(body);
    const indent = Math.min(LIST_INDENT, place.width / 4);
    const inside = { ...place, tag: body, x: place.x + indent, width: place.width - indent };
    const chunks = this.blocks(item.content ?? [], inside);
    const [line = { pieces: [], size: place.text.size }] = this.lines.ofText(label, indent, place.text);
    return withLabel(chunks, { line, x: place.x, owner: number });
  }

  #table(node: DocumentJson, place: Place): Chunk[] {
    if (place.inCell) {
      const cells = (node.content ?? []).flatMap((row) => row.content ?? []);
      return cells.flatMap((cell) => this.blocks(cell.content ?? [], place));
    }
    const table = layTable(this.pdf, node, place, (nodes, inside) => this.blocks(nodes, inside));
    return table === null ? [] : [{ kind: 'table', table }, gap(GAP * 1.5)];
  }
}

/** The label stands beside the first line, or on one of its own when the item begins with something else. */
function withLabel(chunks: readonly Chunk[], label: NonNullable<LineChunk['label']>): Chunk[] {
  const first = chunks.findIndex(({ kind }) => kind !== 'gap');
  const chunk = chunks[first];
  if (chunk?.kind === 'line' && chunk.label === undefined)
    return chunks.map((each, index) => (index === first ? { ...chunk, label } : each));
  const { line, x, owner } = label;
  return [{ kind: 'line', line, x, owner, keep: 0 }, ...chunks];
}

function numberingOf(list: DocumentJson): string {
  if (list.type === 'bulletList') return 'Disc';
  return {
    decimal: 'Decimal',
    'lower-alpha': 'LowerAlpha',
    'upper-alpha': 'UpperAlpha',
    'lower-roman': 'LowerRoman',
    'upper-roman': 'UpperRoman'
  }[listFormatOf(list)];
}

function labelOf(list: DocumentJson, index: number): string {
  if (list.type === 'bulletList') return '•';
  const start = integerAttribute(list, 'start', { min: -1_000_000, max: 1_000_000, otherwise: 1 });
  return `${formatNumber(start + index, wordFormatOf(listFormatOf(list)))}.`;
}
