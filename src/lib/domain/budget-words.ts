import type { BudgetLine } from './clause-facts';
import { clauseName, type ClauseOutline } from './clause-state';
import type { ClauseId } from './ids';
import { formatPence } from './money';
import { countOf, joinWords } from './words';

/** What clauses are called, in the order of the text; those that it does not have any more may be missing. */
export type ClauseNames = readonly { readonly id: ClauseId; readonly name: string }[];

/** Of these clauses those that have an id. */
export function clauseNamesOf(
  clauses: readonly Pick<ClauseOutline, 'id' | 'number' | 'heading'>[]
): ClauseNames {
  return clauses.flatMap((each) => (each.id === null ? [] : [{ id: each.id, name: clauseName(each) }]));
}

type Paying = Pick<BudgetLine, 'clauses'>;

/** It pays for other clauses than this one too. */
export function isShared({ clauses }: Paying, clause: ClauseId): boolean {
  return clauses.some((each) => each !== clause);
}

/** "It also pays for 3.2 Scope and 4 Standards." Empty where it pays for this clause alone. */
export function alsoPaysFor(line: Paying, clause: ClauseId, names: ClauseNames): string {
  const others = line.clauses.filter((each) => each !== clause);
  return others.length === 0 ? '' : `It also pays for ${namedClauses(others, names)}.`;
}

/** "Response team, £1,180,000 a year from ICB, for 3.2 Scope", where one of all lines is chosen. */
export function lineChoice({ label, pencePerYear, payer, clauses }: BudgetLine, names: ClauseNames): string {
  const sum = `${formatPence(pencePerYear)} a year from ${payer.name}`;
  return `${label}, ${sum}, for ${namedClauses(clauses, names)}`;
}

/** What becomes of a line that is taken from a clause, said beforehand. */
export function onTakingAway(
  line: Paying,
  clause: ClauseId
): { readonly words: string; readonly button: string } {
  return isShared(line, clause)
    ? { words: 'Taken from this clause, it stays with the others.', button: 'Take it from this clause' }
    : {
        words: 'It pays for no other clause: the line itself is removed, and counts in no sum any more.',
        button: 'Remove it'
      };
}

function namedClauses(clauses: readonly ClauseId[], names: ClauseNames): string {
  const known = names.filter(({ id }) => clauses.includes(id)).map(({ name }) => name);
  const gone = clauses.length - known.length;
  const others = gone > 0 ? [`${countOf(gone, 'clause')} no longer in the text`] : [];
  return joinWords([...known, ...others]);
}
