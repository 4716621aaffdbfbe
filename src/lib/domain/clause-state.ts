import type { ClauseFacts, NamedOrganisation, ResponsibilityKind } from './clause-facts';
import type { TextRange } from './comment-thread';
import type { ClauseId } from './ids';

/** A clause as it stands in the text: a heading, and what stands under it up to the next heading. */
export interface ClauseOutline extends TextRange {
  /** Null while it has none of its own, which it gets with the next edit: nothing can be kept about it until then. */
  readonly id: ClauseId | null;
  readonly number: string | null;
  readonly heading: string;
  /** 1 is the highest. */
  readonly level: number;
  /** Something is written under the heading itself; the template's own hints are not counted. */
  readonly hasWords: boolean;
  /** A first-level heading of the template; null for every other heading. */
  readonly template: 'mandatory' | 'optional' | null;
}

/** Who answers for a clause. `from` names the clause above it that it is taken from; null where it says so itself. */
export type OwnerState =
  | { readonly kind: 'none'; readonly leftOpen: boolean; readonly from: string | null }
  | { readonly kind: 'one'; readonly owner: NamedOrganisation; readonly from: string | null }
  | {
      readonly kind: 'several';
      readonly owners: readonly NamedOrganisation[];
      readonly from: string | null;
    };

/**
 * How a plain summary stands to its clause. "none": there are no words yet. "draft": never confirmed, or changed since. "stale": the
 * clause has changed since it was confirmed, whatever has become of the summary meanwhile.
 */
export type SummaryState = 'none' | 'draft' | 'confirmed' | 'stale';

export interface ClauseState {
  readonly id: ClauseId | null;
  readonly number: string | null;
  readonly heading: string;
  readonly level: number;
  readonly template: ClauseOutline['template'];
  readonly owner: OwnerState;
  /** These three with those of the clauses below it. */
  readonly evidence: number;
  readonly measures: number;
  readonly budgetLines: number;
  readonly comments: number;
  /** Comments that are owed an answer and wait for it. */
  readonly waiting: number;
  /** Questions and contradictions that are not resolved. */
  readonly openPoints: number;
  /** Neither it nor a clause below it holds words. */
  readonly empty: boolean;
  /** Its own plain summary; "nothing": there are no words under its heading that one could be of. */
  readonly plain: SummaryState | 'nothing';
}

/** Something said about words of the text. `range` is null when they are gone. */
export interface Said {
  readonly range: TextRange | null;
  /** It still waits: for its answer, to be resolved. */
  readonly waits: boolean;
}

/** What the state of clauses follows from, besides their text. */
export interface AroundClauses {
  readonly facts: ClauseFacts;
  readonly comments: readonly Said[];
  readonly openPoints: readonly Said[];
  /** Of the clauses whose summary has been started. */
  readonly summaries: ReadonlyMap<ClauseId, SummaryState>;
}

/** For what follows from the text and the facts alone. */
export const NOTHING_SAID: Omit<AroundClauses, 'facts'> = {
  comments: [],
  openPoints: [],
  summaries: new Map()
};

/** The state of every clause, in reading order. */
export function clauseStates(outline: readonly ClauseOutline[], around: AroundClauses): ClauseState[] {
  const { facts } = around;
  return outline.map((clause, index) => {
    const { id, number, heading, level, template } = clause;
    const family = [clause, ...below(outline, index)];
    const comments = around.comments.filter(({ range }) => isIn(clause, range));
    const points = around.openPoints.filter(({ range }) => isIn(clause, range));
    return {
      ...{ id, number, heading, level, template },
      owner: ownerOf([clause, ...above(outline, index)], facts),
      evidence: countIn(family, facts.evidence),
      measures: countIn(family, facts.measures),
      budgetLines: linesIn(family, facts),
      comments: comments.length,
      waiting: comments.filter(({ waits }) => waits).length,
      openPoints: points.filter(({ waits }) => waits).length,
      empty: !family.some(({ hasWords }) => hasWords),
      plain: plainState(clause, around.summaries)
    };
  });
}

function plainState(
  { id, hasWords }: ClauseOutline,
  summaries: AroundClauses['summaries']
): ClauseState['plain'] {
  const state = (id && summaries.get(id)) ?? 'none';
  return state === 'none' && !hasWords ? 'nothing' : state;
}

/** "3.2 Scope", as people say it. */
export function clauseName({ number, heading }: Pick<ClauseOutline, 'number' | 'heading'>): string {
  return [number, heading].filter(Boolean).join(' ');
}

/** Organisations that are this for a clause, in the order in which they were named. */
export function organisationsThat(
  kind: ResponsibilityKind,
  id: ClauseId,
  { responsibilities }: Pick<ClauseFacts, 'responsibilities'>
): NamedOrganisation[] {
  return responsibilities
    .filter((each) => each.clause === id && each.kind === kind)
    .map(({ organisation }) => organisation);
}

/** The first of the clauses that names an owner, or says that it has none, decides. `lineage` is itself, then those above it. */
function ownerOf(lineage: readonly ClauseOutline[], facts: ClauseFacts): OwnerState {
  for (const [index, clause] of lineage.entries()) {
    if (clause.id === null) continue;
    const owners = organisationsThat('accountable', clause.id, facts);
    const [owner, second] = owners;
    const from = index === 0 ? null : clauseName(clause);
    if (owner) return second ? { kind: 'several', owners, from } : { kind: 'one', owner, from };
    if (facts.openOwners.includes(clause.id)) return { kind: 'none', leftOpen: true, from };
  }
  return { kind: 'none', leftOpen: false, from: null };
}

/** The clauses above one in the outline, nearest first: for 3.2.1 these are 3.2 and 3. */
function above(outline: readonly ClauseOutline[], index: number): ClauseOutline[] {
  const found: ClauseOutline[] = [];
  let level = outline[index]!.level;
  for (const clause of outline.slice(0, index).reverse()) {
    if (clause.level >= level) continue;
    found.push(clause);
    level = clause.level;
  }
  return found;
}

/** The clauses below one: all up to the next of its level or higher. */
function below(outline: readonly ClauseOutline[], index: number): ClauseOutline[] {
  const rest = outline.slice(index + 1);
  const next = rest.findIndex(({ level }) => level <= outline[index]!.level);
  return next === -1 ? rest : rest.slice(0, next);
}

function countIn(family: readonly ClauseOutline[], kept: readonly { readonly clause: ClauseId }[]): number {
  const ids = new Set(family.map(({ id }) => id));
  return kept.filter(({ clause }) => ids.has(clause)).length;
}

function linesIn(family: readonly ClauseOutline[], { budgetLines }: ClauseFacts): number {
  const ids = new Set(family.map(({ id }) => id));
  return budgetLines.filter(({ clauses }) => clauses.some((clause) => ids.has(clause))).length;
}

function isIn({ from, to }: TextRange, range: TextRange | null): boolean {
  return range !== null && range.from >= from && range.from < to;
}
