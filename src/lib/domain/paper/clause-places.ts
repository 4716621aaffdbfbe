import type { ClauseId } from '../ids';
import type { PaperFacts } from './facts';

/** What a clause is called: "3.2 Scope". */
export function placeOf(clause: ClauseId, { clauseNames, clauses }: PaperFacts): string {
  const name = clauseNames.get(clause) ?? 'A clause';
  return clauses.some(({ id }) => id === clause) ? name : `${name} (no longer in the text)`;
}

/** What is kept about clauses in the order of the text; what is about clauses that are gone comes last. */
export function inTextOrder<Fact extends { readonly clause: ClauseId }>(
  kept: readonly Fact[],
  { clauses }: PaperFacts
): Fact[] {
  const places = new Map(clauses.map(({ id }, index) => [id, index]));
  const place = ({ clause }: Fact) => places.get(clause) ?? clauses.length;
  return [...kept].sort((a, b) => place(a) - place(b));
}
