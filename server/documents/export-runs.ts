import {
  ExternalHyperlink,
  FootnoteReferenceRun,
  PageNumber,
  Tab,
  TextRun,
  type IRunOptions,
  type ParagraphChild
} from 'docx';
import { outwardHref } from '#schema/allowed-links';
import { stringAttribute, type DocumentJson } from '#schema/document-json';
import { CLAUSE_NUMBER_STYLE } from './own-styles';

/** What running text needs to know of the document around it. */
export interface RunContext {
  /** Takes the next footnote number for a text. */
  addNote(text: string): number;
  /** Puts what comments begin and end here around the runs of a text. */
  comments: RunsAround;
  /** Writes the runs of a text, and what tracked changes put in beside it. */
  changes: RunsAround & { runs(text: DocumentJson, look: IRunOptions): ParagraphChild[] };
}

interface RunsAround {
  around(text: DocumentJson, runs: readonly ParagraphChild[]): ParagraphChild[];
}

// XML cannot hold these at all; Word would call the whole file damaged.
const FORBIDDEN =
  // Control characters: naming the control characters is the point.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export function xmlText(text: string): string {
  return text.replace(FORBIDDEN, '');
}

/** The running text of a block, with its clause number before it. */
export function runsOf(node: DocumentJson, context: RunContext): ParagraphChild[] {
  const number = stringAttribute(node, 'number');
  const label =
    number === null
      ? []
      : [new TextRun({ style: CLAUSE_NUMBER_STYLE, children: [...runText(number), new Tab()] })];
  return [
    ...label,
    ...(node.content ?? []).flatMap((child) =>
      context.comments.around(child, context.changes.around(child, runOf(child, context)))
    )
  ];
}

function runOf(node: DocumentJson, { addNote, changes }: RunContext): ParagraphChild[] {
  if (node.type === 'hardBreak') return [new TextRun({ break: 1 })];
  if (node.type === 'footnote')
    return [new FootnoteReferenceRun(addNote(stringAttribute(node, 'text') ?? ''))];
  if (node.text === undefined) return [];
  const href = outwardHref(node);
  const runs = changes.runs(node, lookOf(node, href !== null));
  return href === null ? runs : [new ExternalHyperlink({ link: href, children: runs })];
}

function lookOf(node: DocumentJson, isLink: boolean): IRunOptions {
  const names = new Set(node.marks?.map(({ type }) => type));
  return {
    ...(isLink ? { style: 'Hyperlink' } : {}),
    ...(names.has('bold') ? { bold: true } : {}),
    ...(names.has('italic') ? { italics: true } : {}),
    ...(names.has('underline') ? { underline: {} } : {}),
    ...(names.has('strike') ? { strike: true } : {}),
    ...(names.has('superscript') ? { superScript: true } : {}),
    ...(names.has('subscript') ? { subScript: true } : {})
  };
}

/** The library writes a field with a number where a run is only one of these words. */
const FIELD_NAMES: ReadonlySet<string> = new Set(Object.values(PageNumber));

/** The content of a run that says these words. */
export function runText(words: string): (string | Tab)[] {
  const parts = xmlText(words).split('\t');
  return parts.flatMap((part, index) => [...(index === 0 ? [] : [new Tab()]), ...asWords(part)]);
}

function asWords(part: string): string[] {
  return FIELD_NAMES.has(part) ? [part.slice(0, 1), part.slice(1)] : [part];
}
