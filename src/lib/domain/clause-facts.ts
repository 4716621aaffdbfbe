import type { BudgetLineId, ClauseId, EvidenceId, MeasureId, OrganisationId } from './ids';

/** What an organisation can be for a clause, in the order in which it is told. */
export const RESPONSIBILITIES = ['accountable', 'responsible', 'consulted', 'informed'] as const;
export type ResponsibilityKind = (typeof RESPONSIBILITIES)[number];

export const RESPONSIBILITY_NAMES: Record<ResponsibilityKind, string> = {
  accountable: 'Accountable',
  responsible: 'Responsible',
  consulted: 'Consulted',
  informed: 'Informed'
};

/** What each word means, for people who meet it for the first time. */
export const RESPONSIBILITY_MEANINGS: Record<ResponsibilityKind, string> = {
  accountable: 'Answers for this clause. There should be one, and only one.',
  responsible: 'Does the work.',
  consulted: 'Is asked before something changes.',
  informed: 'Is told afterwards.'
};

export function isResponsibility(value: unknown): value is ResponsibilityKind {
  return RESPONSIBILITIES.some((kind) => kind === value);
}

/** An organisation by the name people use for it. */
export interface NamedOrganisation {
  readonly id: OrganisationId;
  readonly name: string;
}

interface OfClause {
  readonly clause: ClauseId;
}

export interface Responsibility extends OfClause {
  readonly organisation: NamedOrganisation;
  readonly kind: ResponsibilityKind;
}

export interface Evidence extends OfClause {
  readonly id: EvidenceId;
  readonly source: string;
  /** A web or e-mail address that may be followed as it is; empty when there is none. */
  readonly link: string;
  /** In words: "29 April 2025", "2022/23". */
  readonly dated: string;
  /** Whom it is about: a population and not an organisation. */
  readonly population: string;
  readonly shows: string;
  /** Name of who added it. */
  readonly addedBy: string;
  readonly addedAt: Date;
}

export interface OutcomeMeasure extends OfClause {
  readonly id: MeasureId;
  /** What is to get better: "Fewer long waits on the floor". */
  readonly name: string;
  readonly measure: string;
  readonly baseline: string;
  readonly target: string;
  /** In words: "year 2", "31 March 2029". */
  readonly byWhen: string;
  readonly owner: NamedOrganisation | null;
}

export interface BudgetLine {
  readonly id: BudgetLineId;
  /** What it pays for: at least one clause. */
  readonly clauses: readonly ClauseId[];
  readonly label: string;
  readonly pencePerYear: number;
  readonly payer: NamedOrganisation;
  readonly note: string;
}

/** Everything kept about the clauses of one specification. */
export interface ClauseFacts {
  readonly responsibilities: readonly Responsibility[];
  /** Clauses that say that their owner is still to be found. */
  readonly openOwners: readonly ClauseId[];
  readonly evidence: readonly Evidence[];
  readonly measures: readonly OutcomeMeasure[];
  readonly budgetLines: readonly BudgetLine[];
}

/** The facts of one clause. */
export function factsOf(facts: ClauseFacts, clause: ClauseId): ClauseFacts {
  const ofClause = (each: OfClause): boolean => each.clause === clause;
  return {
    responsibilities: facts.responsibilities.filter(ofClause),
    openOwners: facts.openOwners.filter((each) => each === clause),
    evidence: facts.evidence.filter(ofClause),
    measures: facts.measures.filter(ofClause),
    budgetLines: facts.budgetLines.filter(({ clauses }) => clauses.includes(clause))
  };
}

/** Every clause about which something is kept, each once. */
export function clausesWithFacts(facts: ClauseFacts): ClauseId[] {
  const kept: readonly OfClause[] = [...facts.responsibilities, ...facts.evidence, ...facts.measures];
  const paid = facts.budgetLines.flatMap(({ clauses }) => clauses);
  return [...new Set([...kept.map(({ clause }) => clause), ...paid, ...facts.openOwners])];
}

/** Whole pence a year; each line once, however many clauses it pays for. */
export function budgetTotal(lines: readonly Pick<BudgetLine, 'pencePerYear'>[]): number {
  return lines.reduce((sum, { pencePerYear }) => sum + pencePerYear, 0);
}
