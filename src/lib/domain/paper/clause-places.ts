import type { BudgetLine } from '../clause-facts';
import type { ClauseId } from '../ids';
import type { PaperFacts } from './facts';

/** What a clause is called: "3.2 Scope". */
export function placeOf(clause: ClauseId, { clauseNames, clauses }: PaperFacts): string {
  const name = clauseNames.get(clause) ?? 'A clause';
  return clauses.some(({ id }) => id === clause) ? name : `${name} (no longer in the text)`;
}

/** All that a budget line pays for, in the order of the text. */
export function placesPaid({ clauses: paid }: Pick<BudgetLine, 'clauses'>, facts: PaperFacts): string {
  const inOrder = inTextOrder(
    paid.map((clause) => ({ clause })),
    facts
  );
  return inOrder.map(({ clause }) => placeOf(clause, facts)).join('; ');
}

/** What is kept about clauses in the order of the text; what is about clauses that are gone comes last. */
export function inTextOrder<Fact extends { readonly clause: ClauseId }>(
  kept: readonly Fact[],
  facts: PaperFacts
): Fact[] {
  const place = placesIn(facts);
  return [...kept].sort((a, b) => place(a.clause) - place(b.clause));
}

/** Budget lines in the order of the first clauses that they pay for. */
export function firstPaid(lines: readonly BudgetLine[], facts: PaperFacts): BudgetLine[] {
  const place = placesIn(facts);
  const first = ({ clauses }: BudgetLine) => Math.min(...clauses.map(place));
  return [...lines].sort((a, b) => first(a) - first(b));
}

function placesIn({ clauses }: PaperFacts): (clause: ClauseId) => number {
  const places = new Map(clauses.map(({ id }, index) => [id, index]));
  return (clause) => places.get(clause) ?? clauses.length;
}
