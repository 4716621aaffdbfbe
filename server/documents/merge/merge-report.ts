import { documentDiff } from '#schema/diff/document-diff';
import type { Clause, ClauseChange, DocumentDiff, KeptClause } from '#schema/diff/changes';
import { clausesIn, lastingId, nodesIn } from '#schema/diff/clauses';
import { renderEachChange, type RenderedChange } from '#schema/diff/render-diff';
import { isChanged } from '#schema/diff/summary';
import type { DocumentJson } from '#schema/document-json';
import { sha256Hex } from '../../sha256';
import { wordsFingerprint, type SaidInFile } from '../clause-bookmarks';

/** "moved": only its place differs. "renumbered": only numbers do. "missing": the file lacks it. */
export type MergeKind = 'same' | 'changed' | 'moved' | 'renumbered' | 'new' | 'missing';

/** What a file would make of one clause of a draft. */
export interface MergeRow {
  /** Names it as long as file and draft have it; letters, digits and hyphens. */
  readonly key: string;
  /** "3.1 Aims", as the file calls it. */
  readonly name: string;
  readonly kind: MergeKind;
  /** What differs, read from the draft to the file; escaped. Of a missing one what it says. */
  readonly html: string;
  /** It stands elsewhere in the file. */
  readonly moved: boolean;
  /** The row of the clause with which it has moved: there its place is decided. */
  readonly movesWith: string | null;
  /** Its place among the clauses of the draft and of the file, 0 for what stands before the first heading; null where it is not. */
  readonly was: number | null;
  readonly now: number | null;
  /** The file says what it said when it was made here: the difference was made in the draft since. */
  readonly untouched: boolean;
  /** Says what of the draft was looked at: who decides names it, so that nobody replaces what they have not seen. */
  readonly seen: string;
}

export interface MergeReport {
  /** In reading order. */
  readonly rows: readonly MergeRow[];
  /** Clauses with a heading that are in both. None: perhaps it is the wrong file. */
  readonly matched: number;
}

/** What taking over a file would do to a draft, clause by clause. Pure. */
export function mergeReport(draft: DocumentJson, file: DocumentJson, said: SaidInFile = {}): MergeReport {
  const theirs = clausesIn(file);

  const diff = documentDiff(draft, file);
  const places = placesOf(diff);
  const rows: MergeRow[] = [];
  let leader: string | null = null;
  for (const rendered of renderEachChange(diff)) {
    const row = rowOf(rendered, places, leader);
    if (row.moved && row.movesWith === null) leader = row.key;
    const clause = theirs[row.now ?? -1];
    if (!isEmpty(rendered)) rows.push({ ...row, untouched: clause !== undefined && isAsMade(clause, said) });
  }
  const matched = rows.filter(({ was, now }) => (was ?? 0) > 0 && (now ?? 0) > 0).length;
  return { rows, matched };
}

function isAsMade(clause: Clause, said: SaidInFile): boolean {
  const id = lastingId(clause);
  return id !== null && said[id] === wordsFingerprint(clause);
}

function rowOf(
  { change, name, html }: RenderedChange,
  places: Places,
  leader: string | null
): Omit<MergeRow, 'untouched'> {
  const now = change.kind === 'removed' ? null : places.now.get(change.now)!;
  const was = change.kind === 'added' ? null : places.was.get(change.was)!;
  const kind = kindOf(change);
  const move = change.kind === 'both' ? change.moved : 'no';
  const ours = change.kind === 'added' ? [] : nodesIn(change.was);
  const seen = sha256Hex(JSON.stringify([kind, move, ours]));
  return {
    key: now === null ? `draft-${seen.slice(0, 16)}` : `file-${now}`,
    name,
    kind,
    html,
    moved: move !== 'no',
    movesWith: move === 'with-parent' ? leader : null,
    was,
    now,
    seen
  };
}

function kindOf(change: RenderedChange['change']): MergeKind {
  if (change.kind === 'added') return 'new';
  if (change.kind === 'removed') return 'missing';
  const { was, now } = change;
  // What stands before the first heading is in both texts, though nothing may stand there.
  if (saysNothing(was) && !saysNothing(now)) return 'new';
  if (saysNothing(now) && !saysNothing(was)) return 'missing';
  if (isChanged(change)) return 'changed';
  if (change.moved !== 'no') return 'moved';
  return blocksOf(change).every(({ kind }) => kind === 'same') ? 'same' : 'renumbered';
}

function blocksOf({ heading, blocks }: KeptClause) {
  return heading ? [heading, ...blocks] : blocks;
}

function isEmpty({ change }: RenderedChange): boolean {
  return change.kind === 'both' && saysNothing(change.was) && saysNothing(change.now);
}

/** Only what stands before the first heading can; a draft that nobody has written in has an empty paragraph there. */
function saysNothing({ heading, blocks }: Clause): boolean {
  return !heading && blocks.every(({ type, content }) => type === 'paragraph' && !content);
}

interface Places {
  readonly was: ReadonlyMap<Clause, number>;
  readonly now: ReadonlyMap<Clause, number>;
}

/** Both texts in their own order can be read from what became of the one on the way to the other. */
function placesOf({ clauses }: DocumentDiff): Places {
  const numbered = (of: (change: ClauseChange) => Clause[]) =>
    new Map(clauses.flatMap(of).map((clause, index) => [clause, index]));
  return {
    was: numbered((change) => {
      if (change.kind === 'moved-away') return [change.clause.was];
      if (change.kind === 'added' || (change.kind === 'both' && change.moved !== 'no')) return [];
      return [change.was];
    }),
    now: numbered((change) => (change.kind === 'added' || change.kind === 'both' ? [change.now] : []))
  };
}
