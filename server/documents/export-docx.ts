import {
  AlignmentType,
  Document,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  TextRun,
  type INumberingOptions
} from 'docx';
import type { DocumentJson, ListFormat } from '#schema/document-json';
import { clauseBookmarks } from './clause-bookmarks';
import { withThreads } from './comment-threads';
import { exportBlocks, LIST_INDENT, type ExportContext, type ListDefinition } from './export-blocks';
import { ChangePlaces, withChanges } from './export-changes';
import { CommentPlaces } from './export-comments';
import { headingLines, type ExportHeading } from './export-heading';
import { xmlText } from './export-runs';
import { EXPORT_STYLES } from './export-styles';
import { EXPORT_NOTE_STYLE } from './own-styles';
import { NOTHING_SAID, type SaidBeside } from './said-beside';

const WORD_FORMATS: Record<ListFormat, (typeof LevelFormat)[keyof typeof LevelFormat]> = {
  decimal: LevelFormat.DECIMAL,
  'lower-alpha': LevelFormat.LOWER_LETTER,
  'upper-alpha': LevelFormat.UPPER_LETTER,
  'lower-roman': LevelFormat.LOWER_ROMAN,
  'upper-roman': LevelFormat.UPPER_ROMAN
};

const BULLETS = ['•', '◦', '▪', '–'];

/** A document as a Word file: real headings with their numbers as text, lists, tables, links, footnotes, comments and tracked changes. */
export async function exportDocx(
  json: DocumentJson,
  heading: ExportHeading,
  { comments, changes }: SaidBeside = NOTHING_SAID
): Promise<Uint8Array> {
  const notes: string[] = [];
  const places = new CommentPlaces(withChanges(json, changes), comments);
  const bookmarks = clauseBookmarks(places.json);
  const context: ExportContext = {
    addNote: (text) => notes.push(text),
    comments: places,
    changes: new ChangePlaces(places.json, changes, [...bookmarks.values()].flat().length + 1),
    lists: [],
    bookmarks
  };
  const body = exportBlocks(places.json.content ?? [], context);
  const document = new Document({
    title: xmlText(heading.title),
    creator: 'Concordat',
    styles: EXPORT_STYLES,
    numbering: numbering(context.lists),
    footnotes: Object.fromEntries(
      notes.map((text, index) => [index + 1, { children: [noteParagraph(text)] }])
    ),
    ...(comments.length > 0 ? { comments: { children: places.wordComments() } } : {}),
    sections: [{ children: [...headingParagraphs(heading, places), ...body] }]
  });
  return withThreads(new Uint8Array(await Packer.toBuffer(document)), places.numbered);
}

function headingParagraphs(heading: ExportHeading, places: CommentPlaces): Paragraph[] {
  const title = places.aroundTitle([new TextRun(xmlText(heading.title))]);
  return [
    new Paragraph({ heading: HeadingLevel.TITLE, children: title }),
    ...headingLines(heading).map(
      (line) => new Paragraph({ style: EXPORT_NOTE_STYLE, children: [new TextRun(xmlText(line))] })
    )
  ];
}

function noteParagraph(text: string): Paragraph {
  return new Paragraph({ style: 'FootnoteText', children: [new TextRun(xmlText(text))] });
}

function numbering(lists: readonly ListDefinition[]): INumberingOptions {
  return {
    config: lists.map((list) => ({
      reference: list.reference,
      // Word wants every level up to the one that is used.
      levels: Array.from({ length: list.depth + 1 }, (_, level) => numberingLevel(list, level))
    }))
  };
}

function numberingLevel(
  list: ListDefinition,
  level: number
): INumberingOptions['config'][number]['levels'][number] {
  return {
    level,
    format: list.format === null ? LevelFormat.BULLET : WORD_FORMATS[list.format],
    text: list.format === null ? (BULLETS[level % BULLETS.length] ?? '•') : `%${level + 1}.`,
    start: list.start,
    alignment: AlignmentType.LEFT,
    style: { paragraph: { indent: { left: LIST_INDENT * (level + 1), hanging: LIST_INDENT } } }
  };
}
