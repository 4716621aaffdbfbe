import type { ClauseId } from '#domain/ids';
import { textOf, type DocumentJson } from '#schema/document-json';
import { bookmarkedClause } from './clause-bookmarks';
import type { ImportFindings } from './import-findings';
import { tidyInline, withoutMark } from './inline-marks';
import { listFormatOf } from './number-formats';
import { EXPORT_NOTE_STYLE } from './own-styles';
import { endMarkDeleted, preferredContent, type InlineReader } from './word-inline';
import { nestLists, type Block, type ItemPlace } from './word-lists';
import { fitsOrderedList, type NumberingCounters, type NumberPlace } from './word-numbering';
import type { WordComments } from './word-comments';
import type { WordStyles } from './word-styles';
import { readTable, rowsOf } from './word-tables';
import {
  childElements,
  descend,
  descendants,
  firstChild,
  innerText,
  valueOf,
  type XmlElement
} from './xml-tree';

export interface BlockSources {
  styles: WordStyles;
  counters: NumberingCounters;
  /** The lists whose numbers are clause numbers: see `clauseLists`. */
  clauseLists: ReadonlySet<string>;
  inline: InlineReader;
  comments: WordComments;
  findings: ImportFindings;
}

interface Place {
  inTable: boolean;
}

const WRAPPERS = new Set(['w:customXml', 'w:sdtContent', 'w:ins', 'w:moveTo', 'w:smartTag']);

/** Reads paragraphs and tables, in reading order, once: numbers are counted on the way. */
export class BlockReader {
  /** The words of the paragraph in Word's Title style, which is left out of the text. */
  title: string | null = null;
  /** Words of a paragraph whose end mark was deleted; they belong to the next paragraph. */
  private carried: DocumentJson[] = [];
  /** The id of a clause that was named before its heading: a bookmark may stand in the empty line above. */
  private named: ClauseId | null = null;

  constructor(private readonly sources: BlockSources) {}

  document(body: XmlElement): DocumentJson[] {
    const blocks = this.blocks(body, { inTable: false });
    const last = tidyInline(this.carried);
    if (last.length > 0) blocks.push({ kind: 'block', node: paragraphNode(null, last), indent: null });
    return nestLists(blocks);
  }

  private blocks(container: XmlElement, place: Place): Block[] {
    return childElements(container).flatMap((child) => this.block(child, place));
  }

  private block(element: XmlElement, place: Place): Block[] {
    if (WRAPPERS.has(element.name)) return this.blocks(element, place);
    switch (element.name) {
      case 'w:p':
        return this.paragraph(element, place);
      case 'w:tbl':
        return this.table(element, place);
      case 'w:sdt':
        return this.contentControl(element, place);
      case 'mc:AlternateContent':
        return this.blocks(preferredContent(element), place);
      case 'w:altChunk':
      case 'w:subDoc':
        this.sources.findings.add('embedded-file');
        return [];
      case 'w:bookmarkStart':
        this.named = bookmarkedClause(element.attributes['w:name']) ?? this.named;
        return [];
      case 'w:commentRangeStart':
        this.sources.comments.begin(element.attributes['w:id']);
        return [];
      case 'w:commentRangeEnd':
        this.sources.comments.end(element.attributes['w:id']);
        return [];
      default:
        return [];
    }
  }

  private contentControl(element: XmlElement, place: Place): Block[] {
    const gallery = valueOf(descend(element, 'w:sdtPr', 'w:docPartObj'), 'w:docPartGallery');
    if (gallery === 'Table of Contents') {
      this.sources.findings.add('contents-list');
      return [];
    }
    return this.blocks(firstChild(element, 'w:sdtContent') ?? element, place);
  }

  private paragraph(element: XmlElement, place: Place): Block[] {
    const properties = firstChild(element, 'w:pPr');
    if (firstChild(properties, 'w:pPrChange') !== undefined) this.sources.findings.add('tracked-formatting');
    const content = this.sources.inline.paragraph(element);
    const inline = [...this.carried, ...content.nodes];
    this.named = content.clause ?? this.named;
    const joinsNext = endMarkDeleted(properties);
    this.carried = joinsNext ? inline : [];
    const own = joinsNext || content.leftOut ? [] : this.ownBlock(properties, tidyInline(inline), place);
    if (inline.length > 0 && !joinsNext) this.nameClause(own[0]?.node, place);
    if (content.label !== null) for (const { node } of own) setNumber(node, content.label.trim());
    return [...own, ...content.boxes.flatMap((box) => this.blocks(box, place))];
  }

  /** A heading takes the id; in front of any other words it is lost. */
  private nameClause(node: DocumentJson | undefined, { inTable }: Place): void {
    if (node?.type === 'heading' && this.named && !inTable)
      node.attrs = { ...node.attrs, clause: this.named };
    this.named = null;
  }

  private ownBlock(properties: XmlElement | undefined, inline: DocumentJson[], place: Place): Block[] {
    const { styles, counters } = this.sources;
    const reference = styles.numberReference(properties);
    const number = reference === null ? null : counters.next(reference);
    const isEmpty = inline.length === 0;
    if (valueOf(properties, 'w:pStyle') === EXPORT_NOTE_STYLE) return [];
    if (isEmpty && (number === null || number.format === 'bullet')) return [];
    if (this.takesTitle(properties, inline, place)) return [];
    const indent = styles.leftIndent(properties);
    const level = styles.headingLevel(properties);
    if (level !== null && !isEmpty)
      return [{ kind: 'block', node: headingNode(level, number, inline), indent }];
    if (number !== null && !this.isClause(number)) {
      const item = { ...itemPlace(number), indent: indentOf(properties, number, indent) };
      return [{ kind: 'item', node: paragraphNode(null, inline), place: item }];
    }
    const node = paragraphNode(number, inline);
    return [{ kind: 'block', node: styles.isQuote(properties) ? quoteNode(node) : node, indent }];
  }

  private takesTitle(properties: XmlElement | undefined, inline: DocumentJson[], place: Place): boolean {
    if (this.title !== null || place.inTable || !this.sources.styles.isTitle(properties)) return false;
    this.title = textOf({ type: 'paragraph', content: inline });
    return true;
  }

  /** A number is a clause number, and not the number of a list item, when people would quote it. */
  private isClause(number: NumberPlace): boolean {
    if (number.format === 'bullet') return false;
    if (!fitsOrderedList(number)) return true;
    return number.format === 'decimal' && this.sources.clauseLists.has(number.abstractId);
  }

  private table(element: XmlElement, place: Place): Block[] {
    if (place.inTable) {
      this.sources.findings.add('nested-table');
      return rowsOf(element)
        .filter((row) => !this.rowDeleted(row))
        .flatMap((row) => childElements(row, 'w:tc').flatMap((cell) => this.blocks(cell, place)));
    }
    const node = readTable(
      element,
      (cell) => nestLists(this.blocks(cell, { inTable: true })),
      (row) => this.rowDeleted(row),
      this.sources.styles.boldParts(firstChild(element, 'w:tblPr'))
    );
    return node === null ? [] : [{ kind: 'block', node, indent: null }];
  }

  /** A row that was deleted under tracking is left out as a whole, and its words are reported. */
  private rowDeleted(row: XmlElement): boolean {
    const deletion = descend(row, 'w:trPr', 'w:del');
    if (deletion === undefined) return false;
    const words = [...descendants(row, 'w:t'), ...descendants(row, 'w:delText')].map(innerText);
    this.sources.findings.add('tracked-deletion', {
      author: deletion.attributes['w:author'] ?? '',
      text: words.join(' ')
    });
    return true;
  }
}

function headingNode(level: number, number: NumberPlace | null, inline: DocumentJson[]): DocumentJson {
  // Headings are bold by their style; the mark would only be noise.
  const content = withoutMark(inline, 'bold');
  return { type: 'heading', attrs: { level, number: shownLabel(number) }, content };
}

function paragraphNode(number: NumberPlace | null, inline: DocumentJson[]): DocumentJson {
  const label = shownLabel(number);
  return {
    type: 'paragraph',
    ...(label === null ? {} : { attrs: { number: label } }),
    ...(inline.length === 0 ? {} : { content: inline })
  };
}

function quoteNode(paragraph: DocumentJson): DocumentJson {
  return { type: 'blockquote', content: [paragraph] };
}

function setNumber(node: DocumentJson, number: string): void {
  const inner = node.type === 'blockquote' ? node.content?.[0] : node;
  if (inner?.type === 'heading' || inner?.type === 'paragraph') inner.attrs = { ...inner.attrs, number };
}

function shownLabel(number: NumberPlace | null): string | null {
  return number === null || number.format === 'bullet' ? null : number.label.trim();
}

function itemPlace(number: NumberPlace): Omit<ItemPlace, 'indent'> {
  return {
    numId: number.numId,
    level: number.level,
    format: number.format === 'bullet' ? null : listFormatOf(number.format),
    value: number.value
  };
}

/** What is said on the paragraph counts more than the list, and the list more than the style. */
function indentOf(
  properties: XmlElement | undefined,
  number: NumberPlace,
  fromStyle: number | null
): number | null {
  return firstChild(properties, 'w:ind') === undefined ? (number.indent ?? fromStyle) : fromStyle;
}
