import { ExternalHyperlink, FootnoteReferenceRun, Tab, TextRun, type ParagraphChild } from 'docx';
import { outwardHref } from '#schema/allowed-links';
import { stringAttribute, type DocumentJson } from '#schema/document-json';
import { CLAUSE_NUMBER_STYLE } from './own-styles';

/** What running text needs to know of the document around it. */
export interface RunContext {
  /** Takes the next footnote number for a text. */
  addNote(text: string): number;
  /** Puts what comments begin and end here around the runs of a text. */
  comments: { around(text: DocumentJson, runs: readonly ParagraphChild[]): ParagraphChild[] };
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
      : [new TextRun({ style: CLAUSE_NUMBER_STYLE, children: [xmlText(number), new Tab()] })];
  return [
    ...label,
    ...(node.content ?? []).flatMap((child) => context.comments.around(child, runOf(child, context)))
  ];
}

function runOf(node: DocumentJson, { addNote }: RunContext): ParagraphChild[] {
  if (node.type === 'hardBreak') return [new TextRun({ break: 1 })];
  if (node.type === 'footnote')
    return [new FootnoteReferenceRun(addNote(stringAttribute(node, 'text') ?? ''))];
  if (node.text === undefined) return [];
  const href = outwardHref(node);
  const run = textRun(node, href !== null);
  return [href === null ? run : new ExternalHyperlink({ link: href, children: [run] })];
}

function textRun(node: DocumentJson, isLink: boolean): TextRun {
  const names = new Set(node.marks?.map(({ type }) => type));
  return new TextRun({
    children: withTabs(xmlText(node.text ?? '')),
    ...(isLink ? { style: 'Hyperlink' } : {}),
    ...(names.has('bold') ? { bold: true } : {}),
    ...(names.has('italic') ? { italics: true } : {}),
    ...(names.has('underline') ? { underline: {} } : {}),
    ...(names.has('strike') ? { strike: true } : {}),
    ...(names.has('superscript') ? { superScript: true } : {}),
    ...(names.has('subscript') ? { subScript: true } : {})
  });
}

function withTabs(text: string): (string | Tab)[] {
  return text.split('\t').flatMap((part, index) => (index === 0 ? [part] : [new Tab(), part]));
}
