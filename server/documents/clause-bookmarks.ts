import type { ClauseId } from '#domain/ids';
import { isClause, isClauseId, ownClauseId } from '#schema/clause-ids';
import type { Clause } from '#schema/diff/changes';
import { clausesIn, nodesIn } from '#schema/diff/clauses';
import { wordsIn } from '#schema/diff/tokens';
import type { DocumentJson } from '#schema/document-json';
import { sha256Hex } from '../sha256';
import { descendants, type XmlElement } from './xml-tree';

/**
 * How a clause's id travels in a Word file: as the name of a bookmark around its heading, as Word itself marks headings
 * for a list of contents. Word hides bookmarks whose names begin with a line, and allows letters, digits and lines in
 * them, 40 at most: an id of 32 just fits, and its hyphens are written as lines. A second bookmark says in the same way
 * what the clause said when the file was made, so that a file tells what was changed in it.
 */
const PREFIX = '_clause_';
const SAID_PREFIX = '_said_';
const SAID = /^_said_([0-9a-f]{16})$/;

export function bookmarkName(id: ClauseId): string {
  return PREFIX + id.replaceAll('-', '_');
}

/** The id that a bookmark of this name stands for; null for other bookmarks. */
export function bookmarkedClause(name: string | undefined): ClauseId | null {
  if (!name?.startsWith(PREFIX)) return null;
  const id = name.slice(PREFIX.length).replaceAll('_', '-');
  return isClauseId(id) ? id : null;
}

/** By the ids of clauses, the fingerprints of what they said when the file was made. */
export type SaidInFile = Readonly<Record<string, string>>;

/** Read from the bookmarks in the paragraphs of a Word file. */
export function saidInFile(body: XmlElement): SaidInFile {
  const said = descendants(body, 'w:p').flatMap((paragraph) => {
    const names = descendants(paragraph, 'w:bookmarkStart').map(({ attributes }) => attributes['w:name']);
    const id = names.map(bookmarkedClause).find((each) => each !== null);
    const words = names.map((name) => SAID.exec(name ?? '')?.[1]).find((each) => each !== undefined);
    return id && words ? [[id, words] as const] : [];
  });
  return Object.fromEntries(said);
}

/** Says which words a clause has, numbers and looks aside: word processors change those by themselves. */
export function wordsFingerprint(clause: Clause): string {
  const words = nodesIn(clause).flatMap(wordsIn).join(' ').normalize('NFC');
  return sha256Hex(words).slice(0, 16);
}

export interface Bookmark {
  readonly name: string;
  /** Unlike that of every other. */
  readonly number: number;
}

/** The bookmarks for the headings of a text; headings inside tables, lists and quotations are no clauses. */
export function clauseBookmarks(json: DocumentJson): ReadonlyMap<DocumentJson, readonly Bookmark[]> {
  const taken = new Set<string>();
  const bookmarks = new Map<DocumentJson, readonly Bookmark[]>();
  for (const clause of clausesIn(json)) {
    const { heading } = clause;
    const id = heading && isClause(heading) ? ownClauseId(heading, taken) : null;
    if (!heading || id === null) continue;
    const number = 2 * bookmarks.size + 1;
    const said = SAID_PREFIX + wordsFingerprint(clause);
    bookmarks.set(heading, [
      { name: bookmarkName(id), number },
      { name: said, number: number + 1 }
    ]);
  }
  return bookmarks;
}
