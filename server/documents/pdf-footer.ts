import { fingerprintLine, type ExportHeading } from './export-heading';
import { artifact, PAGE, TEXT_WIDTH, type Pdf } from './pdf-document';
import type { PdfFonts } from './pdf-fonts';

const QUIET = '#4c6272';
const SIZE = 8;
const LOOK = { bold: false, italic: false };
const TOP = PAGE.height - 44;
const LINE = 12;
/** Between the state and the page's number. */
const GAP = 14;

/** On every page: what this is, which state of it, and its number. Not read aloud on every page. */
export function drawFooters(pdf: Pdf, fonts: PdfFonts, { title, subtitle, hash }: ExportHeading): void {
  const { start, count } = pdf.bufferedPageRange();
  const print = new SmallPrint(pdf, fonts);
  const room = TEXT_WIDTH - print.widthOf(numberOf(count, count)) - GAP;
  const what = print.fitting({ title, state: subtitle }, room);
  for (let page = 1; page <= count; page += 1) {
    pdf.switchToPage(start + page - 1);
    const number = numberOf(page, count);
    artifact(
      pdf,
      () => {
        print.draw(what, PAGE.left, TOP);
        print.draw(number, PAGE.width - PAGE.right - print.widthOf(number), TOP);
        print.draw(fingerprintLine(hash), PAGE.left, TOP + LINE);
      },
      'Pagination'
    );
  }
}

function numberOf(page: number, count: number): string {
  return `Page ${page} of ${count}`;
}

class SmallPrint {
  constructor(
    private readonly pdf: Pdf,
    private readonly fonts: PdfFonts
  ) {}

  widthOf(words: string): number {
    return this.#pieces(words).reduce((sum, { width }) => sum + width, 0);
  }

  draw(words: string, left: number, baseline: number): void {
    let x = left;
    for (const { font, text, width } of this.#pieces(words)) {
      this.pdf.font(font).fontSize(SIZE).fillColor(QUIET);
      this.pdf.text(text, x, baseline, { lineBreak: false, baseline: 'alphabetic' });
      x += width;
    }
  }

  /** The state is what tells one paper from another, so the title makes room for it, however long it is. */
  fitting({ title, state }: { readonly title: string; readonly state: string }, room: number): string {
    if (state === '') return this.#cut(title, (words) => words, room);
    const after = (words: string) => `${words} – ${state}`;
    return this.#cut(title, after, room) || this.#cut(state, (words) => words, room);
  }

  /** As much of the words as fits within the line that they stand in; "" when nothing of them does. */
  #cut(words: string, within: (words: string) => string, room: number): string {
    const fits = (some: string) => this.widthOf(within(some)) <= room;
    if (fits(words)) return within(words);
    const letters = [...words];
    let [low, high] = [0, letters.length];
    const shortened = (count: number) => `${letters.slice(0, count).join('').trimEnd()}…`;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (fits(shortened(middle))) low = middle;
      else high = middle - 1;
    }
    return low === 0 ? '' : within(shortened(low));
  }

  #pieces(words: string) {
    return this.fonts.runs(words, LOOK).map(({ font, text }) => ({
      font,
      text,
      width: this.pdf.font(font).fontSize(SIZE).widthOfString(text)
    }));
  }
}
