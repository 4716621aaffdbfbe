import type { ImportFindings } from './import-findings';
import { childElements, descendants, innerText, type XmlElement } from './xml-tree';

const LONGEST_QUOTE = 400;
const MOST_OPEN = 200;

/** The comments of a Word file, and the words each of them is about, gathered while the text is read. */
export class WordComments {
  private readonly open = new Set<string>();
  private readonly quotes = new Map<string, string>();
  private readonly comments: readonly XmlElement[];

  constructor(tree: XmlElement | null) {
    this.comments = tree === null ? [] : childElements(tree, 'w:comment');
  }

  begin(id: string | undefined): void {
    if (id !== undefined && this.open.size < MOST_OPEN) this.open.add(id);
  }

  end(id: string | undefined): void {
    if (id !== undefined) this.open.delete(id);
  }

  /** Words of the document, for the comments that are open here. */
  read(text: string): void {
    for (const id of this.open) {
      const quote = this.quotes.get(id) ?? '';
      if (quote.length < LONGEST_QUOTE) this.quotes.set(id, quote + text);
    }
  }

  report(findings: ImportFindings): void {
    for (const comment of this.comments) {
      const author = comment.attributes['w:author'];
      const quote = this.quotes.get(comment.attributes['w:id'] ?? '');
      findings.add('comment', {
        ...(author === undefined ? {} : { author }),
        text: wordsOf(comment),
        ...(quote === undefined ? {} : { quote })
      });
    }
  }
}

/** The plain words of a part of the file that is only reported: its paragraphs, joined by spaces. */
export function wordsOf(element: XmlElement): string {
  return descendants(element, 'w:p')
    .map((paragraph) =>
      descendants(paragraph, 'w:t')
        .map((text) => innerText(text))
        .join('')
    )
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}
