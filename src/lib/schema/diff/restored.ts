import { canonicalJson, MEANINGFUL } from '../canonical';
import type { DocumentJson } from '../document-json';
import { pairBlocks } from './block-pairs';
import type { Clause } from './changes';
import { pairClauses, sideOf } from './clause-pairs';
import { clausesIn, lastingId, nodesIn } from './clauses';
import type { Pair } from './common-sequence';
import { Effort } from './effort';

/** The text of a version, with everything that reads the same left exactly as the draft has it, looks and all. */
export function restoredText(draft: DocumentJson, version: DocumentJson): DocumentJson {
  const content = clausesWithIds(draft, version, placesInDraft(draft, version)).flatMap(nodesIn);
  return withLooksOf(draft, { ...version, content }, new Effort());
}

/**
 * The draft with one clause as the version has it: its heading and what stands under it up to the next heading. One that
 * is gone from the draft comes back after the clause it stood after. `index` counts the version's clauses, 0 for what
 * stands before the first heading; null when the version has no such clause.
 */
export function restoredClause(
  draft: DocumentJson,
  version: DocumentJson,
  index: number
): DocumentJson | null {
  const clauses = clausesIn(draft);
  const places = placesInDraft(draft, version);
  const wanted = clausesWithIds(draft, version, places)[index];
  if (!wanted) return null;
  const place = places.get(index);
  if (place === undefined) clauses.splice(placeFor(index, places), 0, wanted);
  else clauses[place] = clauseWithLooks(clauses[place]!, wanted);
  return { ...draft, content: clauses.flatMap(nodesIn) };
}

/** The heading of one of a version's clauses; null for what stands before the first, undefined when there is no such clause. */
export function clauseHeading(version: DocumentJson, index: number): DocumentJson | null | undefined {
  return clausesIn(version)[index]?.heading;
}

/** What restoring a clause replaces, as it stands in the draft; nothing when it is gone from there. */
export function clauseInDraft(
  draft: DocumentJson,
  version: DocumentJson,
  index: number
): readonly DocumentJson[] {
  const place = placesInDraft(draft, version).get(index);
  return place === undefined ? [] : nodesIn(clausesIn(draft)[place]!);
}

/** Where each of the version's clauses stands in the draft. */
function placesInDraft(draft: DocumentJson, version: DocumentJson): ReadonlyMap<number, number> {
  const pairs = pairClauses(sideOf(draft), sideOf(version), new Effort());
  return new Map(pairs.map(([place, index]) => [index, place]));
}

/** The version's clauses; those that were frozen without an id have that of the same clause in the draft. */
function clausesWithIds(
  draft: DocumentJson,
  version: DocumentJson,
  places: ReadonlyMap<number, number>
): Clause[] {
  const now = clausesIn(draft);
  return clausesIn(version).map((clause, index) => {
    const { heading } = clause;
    const same = now[places.get(index) ?? -1];
    const id = lastingId(clause) ?? (same ? lastingId(same) : null);
    return heading && id
      ? { ...clause, heading: { ...heading, attrs: { ...heading.attrs, clause: id } } }
      : clause;
  });
}

/** After the nearest clause above it that the draft still has. */
function placeFor(index: number, places: ReadonlyMap<number, number>): number {
  for (let above = index - 1; above >= 0; above -= 1) {
    const place = places.get(above);
    if (place !== undefined) return place + 1;
  }
  return 1;
}

/** A clause as the version has it, with everything that reads the same left exactly as the draft has it. */
export function clauseWithLooks(draft: Clause, version: Clause): Clause {
  const wrapped = (clause: Clause): DocumentJson => ({ type: 'doc', content: [...nodesIn(clause)] });
  const [restored] = clausesIn(withLooksOf(wrapped(draft), wrapped(version), new Effort())).filter(
    ({ heading, blocks }) => heading !== null || blocks.length > 0
  );
  return restored ?? { heading: null, blocks: [] };
}

function withLooksOf(draft: DocumentJson, version: DocumentJson, effort: Effort): DocumentJson {
  if (readsTheSame(draft, version)) return draft;
  const attrs = { ...looksIn(draft), ...version.attrs };
  const node = Object.keys(attrs).length > 0 ? { ...version, attrs } : version;
  if (!holdsBlocks(draft) || !holdsBlocks(version)) return node;
  const [was, now] = [draft.content ?? [], version.content ?? []];
  const sameCells = version.type === 'tableRow' && was.length === now.length;
  const pairs: Pair[] = sameCells
    ? now.map((_, index) => [index, index])
    : pairBlocks(was.map(canonicalJson), now.map(canonicalJson), effort);
  const places = new Map(pairs.map(([i, j]) => [j, was[i]!]));
  return {
    ...node,
    content: now.map((child, j) => {
      const before = places.get(j);
      return before?.type === child.type ? withLooksOf(before, child, effort) : child;
    })
  };
}

function readsTheSame(a: DocumentJson, b: DocumentJson): boolean {
  return JSON.stringify(canonicalJson(a)) === JSON.stringify(canonicalJson(b));
}

/** Attributes that are not part of the canonical text, so that no version says anything of them: widths, alignment, ids. */
function looksIn({ type, attrs = {} }: DocumentJson): Record<string, unknown> {
  const meaningful = MEANINGFUL[type] ?? {};
  return Object.fromEntries(Object.entries(attrs).filter(([name]) => !(name in meaningful)));
}

function holdsBlocks({ content = [] }: DocumentJson): boolean {
  return content.every(({ text, type }) => text === undefined && type !== 'hardBreak' && type !== 'footnote');
}
