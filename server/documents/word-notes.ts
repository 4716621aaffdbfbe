import type { DocumentJson } from '#schema/document-json';
import { tidyInline } from './inline-marks';
import { InlineReader, type InlineSources } from './word-inline';
import { WordComments } from './word-comments';
import { childElements, descendants, type XmlElement } from './xml-tree';

/** The footnotes or endnotes of a Word file as plain text, with link addresses written out. */
export class WordNotes {
  private readonly notes = new Map<string, XmlElement>();

  constructor(
    tree: XmlElement | null,
    private readonly sources: Omit<InlineSources, 'noteText' | 'comments' | 'changes'>
  ) {
    for (const note of tree === null ? [] : childElements(tree)) {
      this.notes.set(note.attributes['w:id'] ?? '', note);
    }
  }

  text(id: string): string {
    const note = this.notes.get(id);
    if (note === undefined) return '';
    // Notes on notes do not exist in Word; a file that claims them gets none.
    const none = { noteText: () => '', comments: new WordComments(null, null), changes: null };
    const reader = new InlineReader({ ...this.sources, ...none });
    return descendants(note, 'w:p')
      .map((paragraph) => tidyInline(reader.paragraph(paragraph).nodes).map(written).join('').trim())
      .filter((text) => text !== '')
      .join(' ');
  }
}

function written(node: DocumentJson): string {
  if (node.type === 'hardBreak') return ' ';
  const href = node.marks?.find(({ type }) => type === 'link')?.attrs?.href;
  const text = node.text ?? '';
  return typeof href === 'string' && !href.includes(text.trim()) ? `${text} (${href})` : text;
}
