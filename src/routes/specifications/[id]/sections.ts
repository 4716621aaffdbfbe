import type { CommentThread, Passage, TextRange } from '#domain/comment-thread';
import type { OpenPoint } from '#domain/open-point';

/** A heading as the page's read lists it. */
export interface ClauseHeading extends Passage {
  /** The heading's id in the text, "clause-3". */
  readonly id: string;
  /** What names the clause for ever; null while it has no id of its own. */
  readonly clause: string | null;
  readonly number: string | null;
  readonly text: string;
  /** It stands in the text itself and not inside a table, a list or a quotation. */
  readonly top: boolean;
}

/** A stretch of the rendered text: a clause up to the next one, what stands before the first, or the notes. */
export interface Section {
  readonly key: string;
  readonly html: string;
  readonly clause: ClauseHeading | null;
  /** Where it ends, in ProseMirror positions; the last one ends nowhere. */
  readonly end: number;
}

/**
 * Cuts a rendered text in front of every clause of the text itself, so that a form can stand under each. Joined
 * again, the pieces are the text: each is well formed, since a cut is never inside a table or a list.
 */
export function sectionsOf(html: string, headings: readonly ClauseHeading[]): Section[] {
  const clauses = headings.filter(({ top }) => top);
  const notes = html.indexOf('<section class="notes"');
  const body = notes === -1 ? html : html.slice(0, notes);
  const starts = clauses.map(({ id }) => tagStart(body, id));
  const lead = piece('start', body.slice(0, starts[0] ?? body.length), null, clauses[0]?.from);
  const parts = clauses.map((clause, index) =>
    piece(clause.id, body.slice(starts[index], starts[index + 1]), clause, clauses[index + 1]?.from)
  );
  const tail = notes === -1 ? [] : [piece('notes', html.slice(notes), null, 0)];
  return [lead, ...parts, ...tail].filter((section) => section.html !== '');
}

/** A section's heading, and what stands under it. */
export function parted({ html, clause }: Section): { readonly heading: string; readonly body: string } {
  // Headings hold no headings, and a sign that is typed is escaped.
  const end = clause ? html.indexOf('>', html.indexOf('</h')) + 1 : 0;
  return { heading: html.slice(0, end), body: html.slice(end) };
}

/** The comments whose words begin in this section. */
export function threadsIn(section: Section, threads: readonly CommentThread[]): CommentThread[] {
  return threads.filter(({ range }) => beginsIn(section, range));
}

/** The questions and contradictions whose words begin in this section. */
export function pointsIn(section: Section, points: readonly OpenPoint[]): OpenPoint[] {
  return points.filter(({ place }) => beginsIn(section, place.range));
}

function beginsIn({ clause, end }: Section, range: TextRange | null): boolean {
  return range !== null && range.from >= (clause?.from ?? 0) && range.from < end;
}

/** Text and attributes are escaped, so that ` id="clause-3"` stands in the heading's own tag and nowhere else. */
function tagStart(html: string, id: string): number {
  const attribute = html.indexOf(` id="${id}"`);
  if (attribute === -1) throw new Error(`The text has no heading ${id}.`);
  return html.lastIndexOf('<', attribute);
}

function piece(
  key: string,
  html: string,
  clause: ClauseHeading | null,
  end = Number.MAX_SAFE_INTEGER
): Section {
  return { key, html, clause, end };
}
