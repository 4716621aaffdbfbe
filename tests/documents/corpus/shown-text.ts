import { stringAttribute, textOf, type DocumentJson } from '#schema/document-json';
import type { Truth, TrueCell, TrueParagraph } from '#tests/fixtures/corpus/truth';

/** What a reader of an imported document sees, in the form in which the truth about a Word file is written. */
export function shownText(document: DocumentJson): Truth {
  const shown = new Shown();
  shown.blocks(document.content ?? [], { depth: 0, inTable: false });
  return shown;
}

interface Place {
  readonly depth: number;
  readonly inTable: boolean;
  /** What stands in front of the first paragraph of a list item. */
  readonly label?: string;
}

class Shown implements Truth {
  readonly paragraphs: TrueParagraph[] = [];
  readonly tables: TrueCell[][][] = [];
  readonly links: { text: string; href: string }[] = [];
  readonly notes: string[] = [];

  blocks(blocks: readonly DocumentJson[], place: Place): void {
    blocks.forEach((block, index) => this.#block(block, index === 0 ? place : { ...place, label: '' }));
  }

  #block(block: DocumentJson, place: Place): void {
    const content = block.content ?? [];
    switch (block.type) {
      case 'heading':
      case 'paragraph':
        return this.#paragraph(block, place);
      case 'bulletList':
      case 'orderedList':
        return content.forEach((item, index) =>
          this.blocks(item.content ?? [], { ...place, depth: place.depth + 1, label: labelOf(block, index) })
        );
      case 'table':
        return this.#table(content);
      default:
        return this.blocks(content, place);
    }
  }

  #paragraph(block: DocumentJson, { depth, inTable, label = '' }: Place): void {
    const text = squeezed(textOf(block));
    this.#leaves(block);
    if (text === '') return;
    const number = stringAttribute(block, 'number');
    if (block.type === 'heading') {
      this.paragraphs.push({ kind: 'heading', level: Number(block.attrs?.level), label: number ?? '', text });
    } else if (number !== null || label !== '') {
      this.paragraphs.push({ kind: 'item', level: depth, label: number ?? label, text });
    } else this.paragraphs.push({ kind: inTable ? 'cell' : 'text', level: 0, label: '', text });
  }

  #leaves(block: DocumentJson): void {
    let link: { text: string; href: string } | undefined;
    for (const { type, text = '', marks = [], attrs } of block.content ?? []) {
      if (type === 'footnote') this.notes.push(squeezed(String(attrs?.text)));
      const href = marks.find((mark) => mark.type === 'link')?.attrs?.href as string | undefined;
      if (href !== undefined && link?.href === href) link.text += text;
      else if (href !== undefined) this.links.push((link = { text, href }));
      if (href === undefined) link = undefined;
    }
  }

  #table(rows: readonly DocumentJson[]): void {
    const written: TrueCell[][] = [];
    this.tables.push(written);
    for (const row of rows) written.push((row.content ?? []).map((cell) => this.#cell(cell)));
  }

  #cell({ attrs, content = [] }: DocumentJson): TrueCell {
    const before = this.paragraphs.length;
    this.blocks(content, { depth: 0, inTable: true });
    const text = this.paragraphs.slice(before).map((each) => each.text);
    return { text: text.join(' '), columns: Number(attrs?.colspan ?? 1), rows: Number(attrs?.rowspan ?? 1) };
  }
}

function labelOf(list: DocumentJson, index: number): string {
  if (list.type === 'bulletList') return '•';
  const number = Number(list.attrs?.start ?? 1) + index;
  switch (list.attrs?.format) {
    case 'lower-alpha':
      return letter(number);
    case 'upper-alpha':
      return letter(number).toUpperCase();
    case 'lower-roman':
      return roman(number);
    case 'upper-roman':
      return roman(number).toUpperCase();
    default:
      return String(number);
  }
}

function letter(number: number): string {
  return String.fromCharCode(96 + number);
}

function roman(number: number): string {
  return ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'][number] ?? String(number);
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
