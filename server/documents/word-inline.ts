import type { ClauseId } from '#domain/ids';
import type { DocumentJson } from '#schema/document-json';
import { bookmarkedClause } from './clause-bookmarks';
import type { ImportFindings } from './import-findings';
import { marksOf, textNode } from './inline-marks';
import { CLAUSE_NUMBER_STYLE } from './own-styles';
import { TrackedChanges, type ChangeRemarks, type TrackedChange } from './tracked-changes';
import type { WordComments } from './word-comments';
import { FieldStack, fieldKind, linkTo, type FieldKind } from './word-fields';
import { reportDrawing } from './word-drawings';
import { mathText } from './word-math';
import { RemarkMarks } from './word-remarks';
import type { Relationship } from './word-package';
import { symbolCharacter } from './word-symbols';
import { toggle, type RunLook, type WordStyles } from './word-styles';
import { childElements, descend, firstChild, innerText, valueOf, type XmlElement } from './xml-tree';

/** What the running text of one part of a Word file refers to. */
export interface InlineSources {
  styles: WordStyles;
  relationships: ReadonlyMap<string, Relationship>;
  comments: WordComments;
  /** Null where words become a note: there is nothing in it to tie a remark to. */
  changes: ChangeRemarks | null;
  findings: ImportFindings;
  /** The plain text of a footnote or endnote. */
  noteText: (kind: 'footnote' | 'endnote', id: string) => string;
}

/** A paragraph's own content, and the text boxes that hang on it. */
export interface InlineContent {
  nodes: DocumentJson[];
  boxes: XmlElement[];
  /** A clause number that one of our own exports wrote as text. */
  label: string | null;
  /** The id of a clause that one of our own exports marked here. */
  clause: ClauseId | null;
  /** Whether the paragraph lies inside something left out, such as a list of contents. */
  leftOut: boolean;
}

interface Scope {
  href: string | null;
  change: TrackedChange | null;
  deleted: boolean;
  look: RunLook;
}

const PLAIN: Scope = { href: null, change: null, deleted: false, look: {} };

const WRAPPERS = new Set([
  'w:smartTag',
  'w:customXml',
  'w:dir',
  'w:bdo',
  'w:sdtContent',
  'w:rubyBase',
  'w:rt'
]);

/** Characters that Word writes as elements. */
const CHARACTERS: Readonly<Record<string, string>> = {
  'w:tab': '\t',
  'w:ptab': '\t',
  'w:noBreakHyphen': '\u2011',
  'w:softHyphen': '\u00ad'
};

/** Reads the running text of paragraphs. Fields and tracked changes may reach over several of them. */
export class InlineReader {
  private readonly fields = new FieldStack();
  private readonly changes: TrackedChanges;
  private readonly remarks = new RemarkMarks();
  private nodes: DocumentJson[] = [];
  private boxes: XmlElement[] = [];
  private label: string | null = null;
  private clause: ClauseId | null = null;

  constructor(private readonly sources: InlineSources) {
    this.changes = new TrackedChanges(sources.findings, sources.changes, (id) =>
      this.remarks.point(id, this.nodes)
    );
  }

  paragraph(element: XmlElement): InlineContent {
    const startsHidden = this.fields.hidesWords;
    this.nodes = [];
    this.boxes = [];
    this.label = null;
    this.clause = null;
    this.all(element, PLAIN);
    this.changes.endParagraph();
    const leftOut = startsHidden && this.nodes.length === 0;
    return { nodes: this.nodes, boxes: this.boxes, label: this.label, clause: this.clause, leftOut };
  }

  private all(element: XmlElement, scope: Scope): void {
    for (const child of childElements(element)) this.one(child, scope);
  }

  private one(element: XmlElement, scope: Scope): void {
    if (WRAPPERS.has(element.name)) return this.all(element, scope);
    switch (element.name) {
      case 'w:r':
        return this.run(element, scope);
      case 'w:sdt':
        return this.all(firstChild(element, 'w:sdtContent') ?? element, scope);
      case 'w:hyperlink':
        return this.link(this.hyperlinkKind(element), element, scope);
      case 'w:fldSimple':
        return this.link(fieldKind(element.attributes['w:instr'] ?? ''), element, scope);
      case 'w:ins':
        return this.all(element, { ...scope, change: changeOf('tracked-insertion', element) });
      case 'w:moveTo':
        return this.all(element, { ...scope, change: changeOf('tracked-move', element) });
      case 'w:del':
        return this.all(element, { ...scope, deleted: true, change: changeOf('tracked-deletion', element) });
      case 'w:moveFrom':
        // The move is reported once, at its new place.
        return this.all(element, { ...scope, deleted: true, change: null });
      case 'm:oMath':
      case 'm:oMathPara':
        return this.equation(element, scope);
      case 'mc:AlternateContent':
        return this.all(preferredContent(element), scope);
      case 'w:bookmarkStart':
        this.clause ??= bookmarkedClause(element.attributes['w:name']);
        return this.changes.begin(element.attributes);
      case 'w:bookmarkEnd':
        return this.changes.end(element.attributes['w:id']);
      case 'w:commentRangeStart':
        return this.sources.comments.begin(element.attributes['w:id']);
      case 'w:commentRangeEnd':
        return this.sources.comments.end(element.attributes['w:id']);
      default:
        return undefined;
    }
  }

  private hyperlinkKind(element: XmlElement): FieldKind {
    const relationship = this.sources.relationships.get(element.attributes['r:id'] ?? '');
    if (relationship === undefined) return { is: 'internal-link' };
    return relationship.external
      ? linkTo(relationship.target)
      : { is: 'unsafe-link', target: relationship.target };
  }

  private link(kind: FieldKind, element: XmlElement, scope: Scope): void {
    this.reportField(kind, innerText(element));
    if (kind.is === 'contents-list') return;
    this.all(element, kind.is === 'link' ? { ...scope, href: kind.href } : scope);
  }

  private reportField(kind: FieldKind, text: string): void {
    if (this.fields.hidesWords && kind.is !== 'contents-list') return;
    if (kind.is === 'unsafe-link') this.sources.findings.add('unsafe-link', { text: kind.target });
    else if (kind.is === 'internal-link') this.sources.findings.add('internal-link', { text });
    else if (kind.is === 'contents-list') this.sources.findings.add('contents-list');
  }

  private equation(element: XmlElement, scope: Scope): void {
    const text = mathText(element);
    if (!scope.deleted) this.sources.findings.add('equation', { text });
    this.text(text, scope);
  }

  private run(element: XmlElement, scope: Scope): void {
    const properties = firstChild(element, 'w:rPr');
    if (
      valueOf(properties, 'w:rStyle') === CLAUSE_NUMBER_STYLE &&
      this.nodes.length === 0 &&
      !scope.deleted
    ) {
      this.label = `${this.label ?? ''}${innerText(element)}`;
      return;
    }
    const look = this.sources.styles.runLook(properties);
    const change = descend(properties, 'w:rPrChange');
    if (change !== undefined) this.sources.findings.add('tracked-formatting', detailOf(change, element));
    for (const child of childElements(element)) this.runPart(child, { ...scope, look });
  }

  private runPart(element: XmlElement, scope: Scope): void {
    const attributes = element.attributes;
    switch (element.name) {
      case 'w:t':
      case 'w:delText':
        return this.text(innerText(element).replace(/[\r\n]+/g, ' '), scope);
      case 'w:cr':
        return this.lineBreak(scope);
      case 'w:br':
        // Breaks of page and column belong to the paper and not to the text.
        return (attributes['w:type'] ?? 'textWrapping') === 'textWrapping'
          ? this.lineBreak(scope)
          : undefined;
      case 'w:sym':
        return this.symbol(element, scope);
      case 'w:footnoteReference':
        return this.note('footnote', attributes['w:id'] ?? '', scope);
      case 'w:endnoteReference':
        return this.note('endnote', attributes['w:id'] ?? '', scope);
      case 'w:commentReference':
        return this.point(this.sources.comments.referenced(attributes['w:id']));
      case 'w:instrText':
        return scope.deleted ? undefined : this.fields.instruct(innerText(element));
      case 'w:fldChar':
        return scope.deleted ? undefined : this.fieldMark(attributes['w:fldCharType']);
      case 'w:ruby':
        return this.all(firstChild(element, 'w:rubyBase') ?? element, scope);
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
        return this.drawing(element, scope);
      case 'mc:AlternateContent':
        return childElements(preferredContent(element)).forEach((child) => this.runPart(child, scope));
      default:
        return this.text(CHARACTERS[element.name] ?? '', scope);
    }
  }

  private fieldMark(type: string | undefined): void {
    if (type === 'begin') return this.fields.begin();
    if (type === 'end') return this.fields.end();
    const kind = type === 'separate' ? this.fields.separate() : null;
    if (kind !== null) this.reportField(kind, '');
  }

  private symbol(element: XmlElement, scope: Scope): void {
    const character = symbolCharacter(element.attributes['w:font'] ?? '', element.attributes['w:char'] ?? '');
    if (character === null) this.sources.findings.add('symbol');
    this.text(character ?? '□', scope);
  }

  private drawing(element: XmlElement, scope: Scope): void {
    if (scope.deleted || this.fields.hidesWords) return;
    this.boxes = this.boxes.concat(reportDrawing(element, this.sources.findings));
  }

  private note(kind: 'footnote' | 'endnote', id: string, scope: Scope): void {
    if (!this.shows('', scope)) return;
    const text = this.sources.noteText(kind, id);
    if (text !== '') this.nodes.push({ type: 'footnote', attrs: { text } });
  }

  private lineBreak(scope: Scope): void {
    if (this.shows(' ', scope)) this.nodes.push({ type: 'hardBreak' });
  }

  private text(text: string, scope: Scope): void {
    if (text === '' || !this.shows(text, scope)) return;
    const node = textNode(text, marksOf(scope.look, scope.href ?? this.fields.href));
    const about = [...this.sources.comments.here(), ...this.changes.about];
    this.nodes.push(...this.remarks.marked(node, about));
  }

  private point(remark: string | null): void {
    if (remark !== null && this.sources.changes !== null) this.remarks.point(remark, this.nodes);
  }

  /** Whether words here stay in the document. Reports them when they are tracked or hidden. */
  private shows(text: string, scope: Scope): boolean {
    if (this.fields.hidesWords) return false;
    const hidden = scope.look.hidden === true && !scope.deleted;
    const change: TrackedChange | null = hidden ? { what: 'hidden-text', author: undefined } : scope.change;
    return this.changes.read(change, text, !scope.deleted && !hidden);
  }
}

function changeOf(what: TrackedChange['what'], element: XmlElement): TrackedChange {
  return { what, author: element.attributes['w:author'] };
}

function detailOf(change: XmlElement, run: XmlElement): { author?: string; text: string } {
  const author = change.attributes['w:author'];
  return { ...(author === undefined ? {} : { author }), text: innerText(run) };
}

/** Newer content comes with an older stand-in; exactly one of them is read. */
export function preferredContent(element: XmlElement): XmlElement {
  return firstChild(element, 'mc:Choice') ?? firstChild(element, 'mc:Fallback') ?? element;
}

/** Whether the paragraph's own end mark was deleted, which joins it to the next paragraph. */
export function endMarkDeleted(properties: XmlElement | undefined): boolean {
  const look = firstChild(properties, 'w:rPr');
  return toggle(look, 'w:del') === true || toggle(look, 'w:moveFrom') === true;
}
