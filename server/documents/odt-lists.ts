import { listFormatOf, type DocumentJson, type ListFormat } from '#schema/document-json';

const LETTERS: Readonly<Record<ListFormat, string>> = {
  decimal: '1',
  'lower-alpha': 'a',
  'upper-alpha': 'A',
  'lower-roman': 'i',
  'upper-roman': 'I'
};
const BULLETS = ['•', '◦', '▪', '–'];
const LEVELS = 10;

/** The list styles of a document: one for bullets and one for each number format, each with every level. */
export class OdtLists {
  readonly #used = new Set<ListFormat | 'bullet'>();

  styleOf(list: DocumentJson): string {
    const kind = list.type === 'bulletList' ? 'bullet' : listFormatOf(list);
    this.#used.add(kind);
    return nameOf(kind);
  }

  styles(): string {
    return [...this.#used]
      .map((kind) => `<text:list-style style:name="${nameOf(kind)}">${levels(kind)}</text:list-style>`)
      .join('');
  }
}

function nameOf(kind: ListFormat | 'bullet'): string {
  return `L-${kind}`;
}

function levels(kind: ListFormat | 'bullet'): string {
  return Array.from({ length: LEVELS }, (_, index) => {
    const layout = layoutOf(index + 1);
    return kind === 'bullet'
      ? `<text:list-level-style-bullet text:level="${index + 1}" text:bullet-char="${BULLETS[index % BULLETS.length]}">${layout}</text:list-level-style-bullet>`
      : `<text:list-level-style-number text:level="${index + 1}" style:num-format="${LETTERS[kind]}" style:num-suffix=".">${layout}</text:list-level-style-number>`;
  }).join('');
}

function layoutOf(level: number): string {
  return `<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.75cm" fo:margin-left="${(0.75 * level).toFixed(2)}cm"/></style:list-level-properties>`;
}
