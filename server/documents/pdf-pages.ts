import type { Chunk, LineChunk, Mark } from './pdf-blocks';
import { artifact, drawLine, lineHeight, noteName, PAGE, type Pdf } from './pdf-document';
import { chunkHeight } from './pdf-table-layout';
import { drawTable } from './pdf-tables';

const BOTTOM = PAGE.height - PAGE.bottom;
const BORDER = '#768692';

/** Puts what was laid out on pages, from top to bottom. */
export class PdfPages {
  y = 0;
  readonly #contents: { level: number; item: Pdf['outline'] }[];

  constructor(readonly pdf: Pdf) {
    this.#contents = [{ level: 0, item: pdf.outline }];
    this.newPage();
  }

  /** The height that is left on this page, and on an empty one. */
  get left(): number {
    return BOTTOM - this.y;
  }

  readonly most = BOTTOM - PAGE.top;

  newPage(): void {
    this.pdf.addPage();
    this.y = PAGE.top;
  }

  draw(chunks: readonly Chunk[]): void {
    for (const chunk of chunks) this.#drawOne(chunk);
  }

  /** A line at the place where the pages stand; the caller has made room. */
  line(chunk: LineChunk, owner: LineChunk['owner'] | null = chunk.owner): void {
    const { line, x, label, mark } = chunk;
    if (mark && owner !== null) this.#note(mark);
    if (label) drawLine(this.pdf, label.line, { x: label.x, y: this.y }, owner && label.owner);
    drawLine(this.pdf, line, { x, y: this.y }, owner);
    this.y += lineHeight(line);
  }

  rule(x: number, width: number): void {
    artifact(this.pdf, () =>
      this.pdf
        .lineWidth(0.7)
        .strokeColor(BORDER)
        .moveTo(x, this.y + 4)
        .lineTo(x + width, this.y + 4)
        .stroke()
    );
    this.y += 8;
  }

  #drawOne(chunk: Chunk): void {
    switch (chunk.kind) {
      case 'gap':
        // Space at the top of a page would only look like a fault.
        if (this.y > PAGE.top) this.y += chunk.height;
        return;
      case 'rule':
        this.#makeRoom(chunkHeight(chunk));
        return this.rule(chunk.x, chunk.width);
      case 'line':
        this.#makeRoom(lineHeight(chunk.line) + chunk.keep);
        return this.line(chunk);
      case 'table':
        return drawTable(this, chunk.table);
    }
  }

  #makeRoom(height: number): void {
    if (height > this.left && this.y > PAGE.top) this.newPage();
  }

  #note(mark: Mark): void {
    if (mark.kind === 'note') {
      this.pdf.addNamedDestination(noteName(mark.number), 'XYZ', PAGE.left, this.y, null as never);
      return;
    }
    while (this.#contents.at(-1)!.level >= mark.level) this.#contents.pop();
    // The library counts from the right and from the top.
    const at = { top: this.y, left: PAGE.width };
    const item = this.#contents.at(-1)!.item.addItem(mark.text, at as never);
    this.#contents.push({ level: mark.level, item });
  }
}
