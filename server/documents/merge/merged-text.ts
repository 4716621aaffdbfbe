import { joinWords } from '#domain/words';
import { refuse, type Refusal } from '#domain/refusal';
import { withClauseIds } from '#schema/clause-ids';
import type { Clause } from '#schema/diff/changes';
import { clausesIn, lastingId, levelOf, nodesIn } from '#schema/diff/clauses';
import { clauseWithLooks } from '#schema/diff/restored';
import type { DocumentJson } from '#schema/document-json';
import { mergeReport, type MergeReport, type MergeRow } from './merge-report';

/** What somebody decided about one clause: to take what the file makes of it, and what they saw of it. */
export interface Taken {
  readonly key: string;
  readonly seen: string;
  /** What they call it, should it not be there any more. */
  readonly name: string;
}

export interface Merge {
  readonly text: DocumentJson;
  /** The rows that were taken, without those that the draft says already. */
  readonly taken: readonly MergeRow[];
}

/**
 * The draft with what was chosen of a file. Refused, all of it, when one of the chosen clauses is not what they saw:
 * then the refusal names it. Pure.
 */
export function mergingAsSeen(
  draft: DocumentJson,
  file: DocumentJson,
  chosen: readonly Taken[]
): Merge | Refusal {
  const report = mergeReport(draft, file);
  const rows = new Map(report.rows.map((row) => [row.key, row]));
  const stale = chosen.filter(({ key, seen }) => {
    const row = rows.get(key);
    return row?.kind !== 'same' && row?.seen !== seen;
  });
  if (stale.length > 0) return changedMeanwhile(stale.map(({ name }) => name));
  const keys = new Set(chosen.map(({ key }) => key));
  const taken = report.rows.filter(({ key, kind }) => keys.has(key) && kind !== 'same');
  return { text: taken.length === 0 ? draft : mergedText(draft, file, { report, keys }), taken };
}

function changedMeanwhile(names: readonly string[]): Refusal {
  const which = joinWords(names.map((name) => `“${name}”`));
  return refuse('draft-changed', {
    message: `${which} ${names.length === 1 ? 'was' : 'were'} changed in the draft meanwhile, so nothing was brought in. Look at what would change now, then choose again.`
  });
}

/** A clause on its way into the merged text. */
interface Placed {
  readonly clause: Clause;
  /** Where it stands in the file; null: it is only in the draft. */
  readonly now: number | null;
}

function mergedText(
  draft: DocumentJson,
  file: DocumentJson,
  { report, keys }: { readonly report: MergeReport; readonly keys: ReadonlySet<string> }
): DocumentJson {
  const [ours, theirs] = [clausesIn(draft), clausesIn(file)];
  const ids = new Set(ours.map(lastingId));
  const rows = new Map(report.rows.map((row) => [row.was, row]));
  const goes = (row: MergeRow) => row.moved && keys.has(row.movesWith ?? row.key);
  const placed: Placed[] = [];
  const toPlace: { readonly clause: Clause; readonly now: number }[] = [];
  ours.forEach((clause, index) => {
    const row = rows.get(index);
    if (!row || row.now === null) {
      if (!row || !keys.has(row.key)) placed.push({ clause, now: row ? null : index });
      return;
    }
    const takesWords = row.kind === 'moved' ? goes(row) : keys.has(row.key);
    const merged = takesWords ? asInFile(clause, theirs[row.now]!) : clause;
    if (goes(row)) toPlace.push({ clause: merged, now: row.now });
    else placed.push({ clause: merged, now: row.now });
  });
  for (const { key, was, now } of report.rows) {
    if (was === null && now !== null && keys.has(key))
      toPlace.push({ clause: withoutIdIn(theirs[now]!, ids), now });
  }
  toPlace.sort((a, b) => a.now - b.now).forEach((each) => placed.splice(placeFor(each, placed), 0, each));
  const content = placed.flatMap(({ clause }) => nodesIn(clause));
  return withClauseIds({ ...draft, content: content.length > 0 ? content : [{ type: 'paragraph' }] });
}

/**
 * After the clause that it follows in the file, of those that are there; and after what stands below that one only in
 * the draft, so that nothing comes to stand below another clause than before.
 */
function placeFor({ clause, now }: { clause: Clause; now: number }, placed: readonly Placed[]): number {
  let [place, before] = [0, -1];
  placed.forEach((each, index) => {
    if (each.now !== null && each.now < now && each.now > before) [place, before] = [index + 1, each.now];
  });
  while (placed[place]?.now === null && levelOf(placed[place]!.clause) > levelOf(clause)) place += 1;
  return place;
}

/** The file's words under the draft's id, with everything that reads the same left as it looks in the draft. */
function asInFile(ours: Clause, theirs: Clause): Clause {
  const clause = clauseWithLooks(ours, theirs);
  return withId(clause, lastingId(ours) ?? lastingId(theirs));
}

/** A new clause must not have the id of one of the draft. */
function withoutIdIn(clause: Clause, ids: ReadonlySet<string | null>): Clause {
  return ids.has(lastingId(clause)) ? withId(clause, null) : clause;
}

function withId(clause: Clause, id: string | null): Clause {
  const { heading } = clause;
  return heading ? { ...clause, heading: { ...heading, attrs: { ...heading.attrs, clause: id } } } : clause;
}
