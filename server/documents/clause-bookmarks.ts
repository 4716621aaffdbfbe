import type { ClauseId } from '#domain/ids';
import { isClause, isClauseId, ownClauseId } from '#schema/clause-ids';
import type { DocumentJson } from '#schema/document-json';

/**
 * How a clause's id travels in a Word file: as the name of a bookmark around its heading, as Word itself marks headings
 * for a list of contents. Word hides bookmarks whose names begin with a line, and allows letters, digits and lines in
 * them, 40 at most: an id of 32 just fits, and its hyphens are written as lines.
 */
const PREFIX = '_clause_';

export function bookmarkName(id: ClauseId): string {
  return PREFIX + id.replaceAll('-', '_');
}

/** The id that a bookmark of this name stands for; null for other bookmarks. */
export function bookmarkedClause(name: string | undefined): ClauseId | null {
  if (!name?.startsWith(PREFIX)) return null;
  const id = name.slice(PREFIX.length).replaceAll('_', '-');
  return isClauseId(id) ? id : null;
}

export interface Bookmark {
  readonly name: string;
  /** Unlike that of every other. */
  readonly number: number;
}

/** The bookmarks for the headings of a text; headings inside tables, lists and quotations are no clauses. */
export function clauseBookmarks(json: DocumentJson): ReadonlyMap<DocumentJson, Bookmark> {
  const taken = new Set<string>();
  return new Map(
    (json.content ?? []).filter(isClause).flatMap((node, index) => {
      const id = ownClauseId(node, taken);
      return id === null ? [] : [[node, { name: bookmarkName(id), number: index + 1 }] as const];
    })
  );
}
