import PDFDocument from 'pdfkit';
import type { ExportHeading } from './export-heading';
import type { Line, Piece, Target } from './pdf-lines';

export type Pdf = InstanceType<typeof PDFDocument>;
export type Tag = ReturnType<Pdf['struct']>;

export const PAGE = { width: 595.28, height: 841.89, left: 62, right: 62, top: 56, bottom: 76 } as const;
export const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;

const INK = '#212b32';
const LINK = '#005eb8';
const LINE_HEIGHT = 1.38;
/** Where the letters stand on a line, counted from its top. */
const BASELINE = 1.02;

/** An empty tagged document in British English; pages are kept until the end, for their numbers. */
export function newPdf({ title, subtitle }: ExportHeading): Pdf {
  return new PDFDocument({
    size: 'A4',
    margins: { top: PAGE.top, bottom: 0, left: PAGE.left, right: PAGE.right },
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    // The type declarations know the archive formats only.
    subset: 'PDF/UA' as 'PDF/A-2a',
    tagged: true,
    displayTitle: true,
    lang: 'en-GB',
    info: { Title: title, Subject: subtitle, Creator: 'Concordat', Producer: 'Concordat' }
  });
}

/** What the type declarations leave out: the dictionary that is written into the file. */
interface WrittenTag {
  readonly dictionary: { readonly data: Record<string, unknown> };
}

/** Says more about a tag: which numbers its list has, how many columns its cell spans. */
export function describeTag(tag: Tag, attributes: Readonly<Record<string, unknown>>): void {
  (tag as unknown as WrittenTag).dictionary.data.A = attributes;
}

export function lineHeight({ size }: Pick<Line, 'size'>): number {
  return size * LINE_HEIGHT;
}

/** The tag of a block of text; links inside it get tags of their own, in their place. */
export class TaggedText {
  #target: Target | null = null;
  #link: Tag | null = null;

  constructor(
    private readonly pdf: Pdf,
    readonly tag: Tag,
    readonly type: string
  ) {}

  /** The tag for words that lead there, and its type. */
  holder(target: Target | null): { readonly tag: Tag; readonly type: string } {
    if (target === null) {
      this.#link = null;
      return this;
    }
    // A link that goes on in the next line is one link.
    if (this.#link === null || JSON.stringify(target) !== JSON.stringify(this.#target)) {
      this.#link = this.pdf.struct('Link');
      this.tag.add(this.#link);
    }
    this.#target = target;
    return { tag: this.#link, type: 'Link' };
  }
}

/** Draws a line with its top at `y`. `owner` null: decoration that is not read aloud. */
export function drawLine(
  pdf: Pdf,
  line: Line,
  at: { readonly x: number; readonly y: number },
  owner: TaggedText | null
): void {
  const baseline = at.y + line.size * BASELINE;
  let x = at.x;
  for (const pieces of byTarget(line.pieces)) {
    const target = pieces[0]!.target;
    const place = { x, top: at.y, baseline, height: lineHeight(line) };
    if (owner === null) artifact(pdf, () => drawPieces(pdf, pieces, place));
    else tagged(pdf, owner.holder(target), pieces, place);
    x += pieces.reduce((sum, { width }) => sum + width, 0);
  }
}

/** Something that is only looked at: a border, a repeated header, a page number. */
export function artifact(pdf: Pdf, draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
  pdf.markContent('Artifact', { type });
  draw();
  pdf.endMarkedContent();
}

interface Place {
  readonly x: number;
  readonly top: number;
  readonly baseline: number;
  readonly height: number;
}

function tagged(
  pdf: Pdf,
  { tag, type }: ReturnType<TaggedText['holder']>,
  pieces: readonly Piece[],
  place: Place
): void {
  const content = pdf.markStructureContent(type);
  drawPieces(pdf, pieces, place);
  pdf.endMarkedContent();
  tag.add(content);
  annotate(pdf, tag, pieces, place);
}

function annotate(pdf: Pdf, tag: Tag, pieces: readonly Piece[], { x, top, height }: Place): void {
  const target = pieces[0]?.target ?? null;
  if (target === null) return;
  const width = pieces.reduce((sum, piece) => sum + piece.width, 0);
  const said = target.kind === 'note' ? `Note ${target.number}` : target.href;
  const options = { structParent: tag, Contents: new String(said) };
  if (target.kind === 'note') pdf.goTo(x, top, width, height, noteName(target.number), options as never);
  else pdf.link(x, top, width, height, target.href, options as never);
}

export function noteName(number: number): string {
  return `note-${number}`;
}

function drawPieces(pdf: Pdf, pieces: readonly Piece[], { x, baseline }: Place): void {
  let at = x;
  for (const { text, font, size, rise, width, underline, strike, target } of pieces) {
    const colour = target?.kind === 'address' ? LINK : INK;
    pdf.font(font).fontSize(size).fillColor(colour);
    pdf.text(text, at, baseline - rise, { lineBreak: false, baseline: 'alphabetic' });
    if (underline) rule(pdf, at, baseline + size * 0.12, width, colour);
    if (strike) rule(pdf, at, baseline - size * 0.28, width, colour);
    at += width;
  }
}

function rule(pdf: Pdf, x: number, y: number, width: number, colour: string): void {
  pdf
    .lineWidth(0.5)
    .strokeColor(colour)
    .moveTo(x, y)
    .lineTo(x + width, y)
    .stroke();
}

function byTarget(pieces: readonly Piece[]): Piece[][] {
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const last = groups.at(-1);
    if (last && JSON.stringify(last[0]!.target) === JSON.stringify(piece.target)) last.push(piece);
    else groups.push([piece]);
  }
  return groups;
}
