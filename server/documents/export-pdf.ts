import type { DocumentJson } from '#schema/document-json';
import { fingerprintLine, headingLines, type ExportHeading } from './export-heading';
import { gap, PdfBlocks, type Chunk, type Place } from './pdf-blocks';
import { artifact, newPdf, PAGE, TEXT_WIDTH, type Pdf, type Tag } from './pdf-document';
import { PdfFonts } from './pdf-fonts';
import { PdfLines } from './pdf-lines';
import { PdfPages } from './pdf-pages';

const QUIET = '#4c6272';
const SMALL = 8;

/** A document as a tagged PDF (PDF/UA): headings, lists, tables, links and notes are read aloud as what they are. */
export async function exportPdf(
  json: DocumentJson,
  heading: ExportHeading
): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = newPdf(heading);
  const finished = collected(pdf);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const notes: string[] = [];
  const fonts = new PdfFonts(pdf);
  const lines = new PdfLines(pdf, fonts, (text) => notes.push(text));
  const layout = new PdfBlocks(pdf, lines);
  const place: Place = { tag: root, x: PAGE.left, width: TEXT_WIDTH, text: { size: 11 }, inCell: false };
  const pages = new PdfPages(pdf);
  pages.draw([
    ...layout.words(heading.title, 'H1', { ...place, text: { size: 22, bold: true } }),
    gap(4),
    ...headingLines(heading).flatMap((line) => layout.words(line, 'P', { ...place, text: { size: 9 } })),
    gap(12)
  ]);
  pages.draw(layout.blocks(json.content ?? [], place));
  pages.draw(notesOf(notes, layout, place, pdf));
  drawFooters(pdf, fonts, heading);
  root.end();
  pdf.end();
  return finished;
}

/** All notes at the end, in their order, each where its number in the text leads to. */
function notesOf(notes: readonly string[], layout: PdfBlocks, place: Place, pdf: Pdf): Chunk[] {
  if (notes.length === 0) return [];
  const title: DocumentJson = {
    type: 'heading',
    attrs: { level: 1 },
    content: [{ type: 'text', text: 'Notes' }]
  };
  const head = layout.blocks([title], place);
  const list = under(place.tag, 'L', pdf);
  const items = notes.flatMap((text, index): Chunk[] => {
    const item = under(list, 'LI', pdf);
    const small = { ...place, text: { size: 9.5 } };
    const [label] = layout.words(`${index + 1}.`, 'Lbl', { ...small, tag: item });
    const inside = { ...small, tag: under(item, 'LBody', pdf), x: place.x + 22, width: place.width - 22 };
    const [first, ...more] = layout.words(text === '' ? ' ' : text, 'P', inside);
    if (!first || !label) return [];
    const mark = { kind: 'note', number: index + 1 } as const;
    return [{ ...first, mark, label: { line: label.line, x: label.x, owner: label.owner } }, ...more, gap(3)];
  });
  return [...head, ...items];
}

function under(parent: Tag, type: string, pdf: Pdf): Tag {
  const tag = pdf.struct(type);
  parent.add(tag);
  return tag;
}

/** On every page: what this is, which state of it, and its number. Not read aloud on every page. */
function drawFooters(pdf: Pdf, fonts: PdfFonts, heading: ExportHeading): void {
  const { start, count } = pdf.bufferedPageRange();
  const look = { bold: false, italic: false };
  const print = (words: string, y: number, alignRight = false) => {
    const runs = fonts.runs(words, look);
    const widths = runs.map(({ font, text }) => pdf.font(font).fontSize(SMALL).widthOfString(text));
    let x = alignRight ? PAGE.width - PAGE.right - widths.reduce((sum, width) => sum + width, 0) : PAGE.left;
    runs.forEach(({ font, text }, index) => {
      pdf.font(font).fontSize(SMALL).fillColor(QUIET);
      pdf.text(text, x, y, { lineBreak: false, baseline: 'alphabetic' });
      x += widths[index]!;
    });
  };
  const top = PAGE.height - 44;
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(start + page);
    artifact(
      pdf,
      () => {
        print(shortened(`${heading.title} – ${heading.subtitle}`), top);
        print(`Page ${page + 1} of ${count}`, top, true);
        print(fingerprintLine(heading.hash), top + 12);
      },
      'Pagination'
    );
  }
}

function shortened(words: string): string {
  const most = 95;
  return words.length <= most ? words : `${words.slice(0, most - 1).trimEnd()}…`;
}

async function collected(pdf: Pdf): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  return new Uint8Array(Buffer.concat(chunks));
}
