import { expect, it } from 'vitest';
import { alsoPaysFor, lineChoice, onTakingAway } from '#domain/budget-words';
import type { BudgetLine } from '#domain/clause-facts';
import type { ClauseId } from '#domain/ids';
import { firstPaid, placesPaid } from '#domain/paper/clause-places';
import type { PaperFacts } from '#domain/paper/facts';
import { clause, named } from '#tests/builders/clauses';

const [SCOPE, NEEDS, GONE] = ['scope', 'needs', 'gone'] as ClauseId[];
const NAMES = [
  { id: NEEDS!, name: '1 Needs' },
  { id: SCOPE!, name: '3 Scope' }
];
const line = (...clauses: ClauseId[]) =>
  ({
    label: 'Team',
    clauses,
    pencePerYear: 41_000_000,
    payer: named('ICB'),
    note: ''
  }) as never as BudgetLine;

it('CLA-37 what else a line pays for is said in the order of the text', () => {
  expect(alsoPaysFor(line(SCOPE!), SCOPE!, NAMES)).toBe('');
  expect(alsoPaysFor(line(GONE!, SCOPE!, NEEDS!), SCOPE!, NAMES)).toBe(
    'It also pays for 1 Needs and 1 clause no longer in the text.'
  );
  expect(lineChoice(line(SCOPE!, NEEDS!), NAMES)).toBe(
    'Team, £410,000 a year from ICB, for 1 Needs and 3 Scope'
  );
});

it('CLA-38 it is said beforehand whether a line stays or goes', () => {
  expect(onTakingAway(line(SCOPE!, NEEDS!), SCOPE!).words).toBe(
    'Taken from this clause, it stays with the others.'
  );
  expect(onTakingAway(line(SCOPE!), SCOPE!).words).toContain('the line itself is removed');
});

it('CLA-37 PAP-4 a paper names all clauses of a line, in the order of the text, and stands where the first does', () => {
  const clauses = [clause('needs', 1, 0), clause('scope', 1, 1)];
  const clauseNames = new Map([...NAMES.map(({ id, name }) => [id, name] as const), [GONE!, '9 Gone']]);
  const facts = { clauses, clauseNames } as never as PaperFacts;
  const [both, scope] = [line(GONE!, SCOPE!, NEEDS!), line(SCOPE!)];
  expect(placesPaid(both, facts)).toBe('1 Needs; 3 Scope; 9 Gone (no longer in the text)');
  expect(firstPaid([line(GONE!), scope, both], facts)).toEqual([both, scope, line(GONE!)]);
});
