import type { DocumentJson } from '#schema/document-json';
import { headingLines, type ExportHeading } from './export-heading';
import { gap, PdfBlocks, type Chunk, type Place } from './pdf-blocks';
import { newPdf, PAGE, TEXT_WIDTH, type Pdf, type Tag } from './pdf-document';
import { PdfFonts } from './pdf-fonts';
import { drawFooters } from './pdf-footer';
import { PdfLines } from './pdf-lines';
import { PdfPages } from './pdf-pages';

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

async function collected(pdf: Pdf): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  return new Uint8Array(Buffer.concat(chunks));
}
