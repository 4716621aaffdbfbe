import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { textOf, type DocumentJson } from '#schema/document-json';
import type { ImportReport } from '#schema/import-report';
import { saidInFile, type SaidInFile } from './clause-bookmarks';
import { clauseLists } from './clause-lists';
import { ImportFindings } from './import-findings';
import { keptCounts } from './kept-counts';
import { countRemarks, storableRemarks } from './storable-remarks';
import { ChangeRemarks } from './tracked-changes';
import { BlockReader } from './word-blocks';
import { WordComments, wordsOf } from './word-comments';
import { InlineReader, type InlineSources } from './word-inline';
import { WordNotes } from './word-notes';
import { NumberingCounters, WordNumbering } from './word-numbering';
import { WordPackage } from './word-package';
import { readWordParts, type WordParts } from './word-parts';
import { takeRemarks, withDiscussions, type PlacedRemark } from './word-remarks';
import { WordStyles } from './word-styles';
import { descendants, firstChild, innerText, type XmlElement } from './xml-tree';

/** A Word file as a draft text: its title, its document and what a person should know about the import. */
export interface ImportedDocument {
  title: string;
  json: DocumentJson;
  report: ImportReport;
  /** Comments and tracked changes, in the order of the file, and where they stand. */
  remarks: readonly PlacedRemark[];
  said: SaidInFile;
}

const LONGEST_TITLE = 200;

/** Reads a Word file. Pure: the bytes in, a document or a refusal out; nothing else is opened. */
export function readDocx(bytes: Uint8Array, fileName: string): ImportedDocument | Refusal {
  const opened = WordPackage.open(bytes);
  if (isRefusal(opened)) return opened;
  const parts = readWordParts(opened);
  return isRefusal(parts) ? parts : readParts(parts, fileName);
}

function readParts(parts: WordParts, fileName: string): ImportedDocument | Refusal {
  const body = firstChild(parts.document, 'w:body');
  if (body === undefined) return refuse('file-damaged');
  const findings = new ImportFindings();
  const comments = new WordComments(parts.comments, parts.commentsExtended);
  const changes = new ChangeRemarks();
  const reader = blockReader(parts, { findings, comments, changes });
  const blocks = reader.document(body);
  const marked: DocumentJson = { type: 'doc', content: blocks.length > 0 ? blocks : [{ type: 'paragraph' }] };
  const storable = storableRemarks([...comments.remarks(), ...changes.all()]);
  const { json, placed } = takeRemarks(marked, storable.remarks);
  const remarks = withDiscussions(placed);
  const brought = countRemarks(remarks);
  const joined = placed.length - remarks.length;
  findings.addMany('comment', comments.count - joined - brought.comments - storable.personalComments);
  findings.addMany('personal-data', storable.personalComments + storable.personalChanges);
  reportMargins(parts.margins, findings);
  return {
    title: documentTitle(reader.title, parts.core, json, fileName),
    json,
    report: {
      kept: keptCounts(json),
      brought,
      notKept: findings.notKept()
    },
    remarks,
    said: saidInFile(body)
  };
}

function blockReader(
  parts: WordParts,
  gathered: Pick<InlineSources, 'findings' | 'comments' | 'changes'>
): BlockReader {
  const styles = new WordStyles(parts.styles);
  const numbering = new WordNumbering(parts.numbering, styles);
  const shared = { styles, ...gathered };
  const notes = { styles, findings: gathered.findings };
  const footnotes = new WordNotes(parts.footnotes.tree, { ...notes, relationships: parts.footnotes.links });
  const endnotes = new WordNotes(parts.endnotes.tree, { ...notes, relationships: parts.endnotes.links });
  const sources: InlineSources = {
    ...shared,
    relationships: parts.links,
    noteText: (kind, id) => (kind === 'footnote' ? footnotes : endnotes).text(id)
  };
  return new BlockReader({
    ...shared,
    counters: new NumberingCounters(numbering),
    clauseLists: clauseLists(parts.document, styles, numbering),
    inline: new InlineReader(sources)
  });
}

function reportMargins(margins: readonly XmlElement[], findings: ImportFindings): void {
  for (const margin of margins) {
    const text = wordsOf(margin);
    if (text !== '') findings.add('header-footer', { text });
  }
}

/** The Title paragraph, else the title in the file's properties, else the first heading, else the file's name. */
function documentTitle(
  titleParagraph: string | null,
  core: XmlElement | null,
  json: DocumentJson,
  fileName: string
): string {
  const property = core === null ? undefined : descendants(core, 'dc:title')[0];
  const heading = (json.content ?? []).find(({ type }) => type === 'heading');
  const candidates = [
    titleParagraph ?? '',
    property === undefined ? '' : innerText(property),
    heading === undefined ? '' : textOf(heading),
    fileName.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '')
  ].map((text) => text.replace(/\s+/g, ' ').trim());
  const title = candidates.find((text) => text !== '') ?? 'Untitled';
  // Half a character, from the file or from cutting, could not be stored.
  const whole = (text: string): string => text.replace(/\p{Surrogate}/gu, '');
  if (title.length <= LONGEST_TITLE) return whole(title);
  return `${whole(title.slice(0, LONGEST_TITLE - 1)).trimEnd()}…`;
}
