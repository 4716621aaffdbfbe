import { outwardHref } from '#schema/allowed-links';
import { stringAttribute, type DocumentJson } from '#schema/document-json';
import type { Look, PdfFonts } from './pdf-fonts';

/** Where words lead: an address, or a note of this document by its number. */
export type Target =
  { readonly kind: 'address'; readonly href: string } | { readonly kind: 'note'; readonly number: number };

/** Words of one look, side by side. */
export interface Piece {
  readonly text: string;
  readonly font: string;
  readonly size: number;
  /** How far above the line the words stand, in points; below it when negative. */
  readonly rise: number;
  readonly width: number;
  readonly underline: boolean;
  readonly strike: boolean;
  readonly target: Target | null;
}

export interface Line {
  readonly pieces: readonly Piece[];
  readonly size: number;
}

export interface TextSize {
  readonly size: number;
  /** All of it bold: a heading, a header cell. */
  readonly bold?: boolean;
  readonly italic?: boolean;
}

interface Measure {
  font(name: string): unknown;
  fontSize(size: number): unknown;
  widthOfString(text: string): number;
}

/** A word with the spaces behind it, or a line break. */
type Token =
  | { readonly kind: 'word'; readonly pieces: readonly Piece[]; readonly width: number }
  | { readonly kind: 'break' };

/** Breaks running text into lines. Measures every word once. */
export class PdfLines {
  readonly #widths = new Map<string, number>();

  constructor(
    private readonly measure: Measure,
    private readonly fonts: PdfFonts,
    private readonly addNote: (text: string) => number
  ) {}

  /** The lines of a block, with its clause number in front; none for a block without words. */
  of(block: DocumentJson, width: number, text: TextSize): Line[] {
    const number = stringAttribute(block, 'number');
    const label = number === null ? [] : this.#words(`${number}  `, text, null, []);
    const tokens = [...label, ...(block.content ?? []).flatMap((node) => this.#tokens(node, text))];
    return this.#broken(tokens, width, text.size);
  }

  /** Plain words: a title, a number in front of a list item. */
  ofText(words: string, width: number, text: TextSize): Line[] {
    return this.#broken(this.#words(words, text, null, []), width, text.size);
  }

  #tokens(node: DocumentJson, text: TextSize): Token[] {
    if (node.type === 'hardBreak') return [{ kind: 'break' }];
    if (node.type === 'footnote') {
      const number = this.addNote(stringAttribute(node, 'text') ?? '');
      return this.#words(String(number), text, { kind: 'note', number }, ['superscript']);
    }
    const marks = (node.marks ?? []).map(({ type }) => type);
    const href = outwardHref(node);
    const target: Target | null = href === null ? null : { kind: 'address', href };
    return this.#words(node.text ?? '', text, target, marks);
  }

  #words(words: string, text: TextSize, target: Target | null, marks: readonly string[]): Token[] {
    const look: Look = {
      bold: text.bold === true || marks.includes('bold'),
      italic: text.italic === true || marks.includes('italic')
    };
    const raised = marks.includes('superscript') ? 0.35 : marks.includes('subscript') ? -0.15 : 0;
    const size = raised === 0 ? text.size : text.size * 0.68;
    const lines = {
      underline: marks.includes('underline') || target?.kind === 'address',
      strike: marks.includes('strike')
    };
    return (words.replace(/\t/g, '   ').match(/\S+\s*|\s+/g) ?? []).map((word): Token => {
      const pieces = this.fonts.runs(word, look).map(({ font, text: shown }) => ({
        text: shown,
        font,
        size,
        rise: raised * text.size,
        width: this.#width(shown, font, size),
        ...lines,
        target
      }));
      return { kind: 'word', pieces, width: pieces.reduce((sum, piece) => sum + piece.width, 0) };
    });
  }

  #width(text: string, font: string, size: number): number {
    const key = `${font} ${text}`;
    const known = this.#widths.get(key);
    if (known !== undefined) return known * size;
    this.measure.font(font);
    this.measure.fontSize(1000);
    const width = this.measure.widthOfString(text) / 1000;
    this.#widths.set(key, width);
    return width * size;
  }

  #broken(tokens: readonly Token[], width: number, size: number): Line[] {
    const lines: Line[] = [];
    let pieces: Piece[] = [];
    let used = 0;
    const end = () => {
      lines.push({ pieces: joined(pieces), size });
      pieces = [];
      used = 0;
    };
    for (const token of joinedWords(tokens).flatMap((each) => this.#within(each, width))) {
      if (token.kind === 'break') {
        end();
        continue;
      }
      // Spaces at the end of a line may reach beyond it.
      if (used > 0 && used + this.#bare(token) > width) end();
      pieces.push(...token.pieces);
      used += token.width;
    }
    if (pieces.length > 0) end();
    return lines;
  }

  #bare({ pieces, width }: Extract<Token, { kind: 'word' }>): number {
    const last = pieces.at(-1);
    const spaces = /\s+$/.exec(last?.text ?? '')?.[0];
    return last === undefined || spaces === undefined
      ? width
      : width - this.#width(spaces, last.font, last.size);
  }

  /** A word that is longer than a line is cut between letters. */
  #within(token: Token, width: number): Token[] {
    if (token.kind === 'break' || this.#bare(token) <= width) return [token];
    return token.pieces.flatMap((piece) =>
      Array.from(piece.text, (text): Token => {
        const letter = { ...piece, text, width: this.#width(text, piece.font, piece.size) };
        return { kind: 'word', pieces: [letter], width: letter.width };
      })
    );
  }
}

/** Words that stand together without a space, such as a word and the number of its note, are not parted. */
function joinedWords(tokens: readonly Token[]): Token[] {
  const words: Token[] = [];
  for (const token of tokens) {
    const last = words.at(-1);
    const together =
      last?.kind === 'word' && token.kind === 'word' && !/\s$/.test(last.pieces.at(-1)?.text ?? '');
    if (together)
      words[words.length - 1] = {
        kind: 'word',
        pieces: [...last.pieces, ...token.pieces],
        width: last.width + token.width
      };
    else words.push(token);
  }
  return words;
}

/** Neighbours of the same look as one piece: fewer of them make a smaller file that is read aloud without stops. */
function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    const same =
      last !== undefined &&
      last.font === piece.font &&
      last.size === piece.size &&
      last.rise === piece.rise &&
      last.underline === piece.underline &&
      last.strike === piece.strike &&
      JSON.stringify(last.target) === JSON.stringify(piece.target);
    if (same)
      result[result.length - 1] = { ...last, text: last.text + piece.text, width: last.width + piece.width };
    else result.push(piece);
  }
  return result;
}
