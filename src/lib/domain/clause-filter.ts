import type { ClauseState } from './clause-state';

/** What a clause map can be narrowed to. */
export const CLAUSE_FILTERS = ['all', 'missing', 'owner', 'evidence', 'plain', 'answer', 'words'] as const;
export type ClauseFilter = (typeof CLAUSE_FILTERS)[number];

export const CLAUSE_FILTER_NAMES: Record<ClauseFilter, string> = {
  all: 'All clauses',
  missing: 'Something is missing',
  owner: 'No owner, or two',
  evidence: 'No evidence',
  plain: 'No plain summary, or an old one',
  answer: 'Something waits for an answer',
  words: 'Nothing written yet'
};

export function clauseFilterOf(value: unknown): ClauseFilter {
  return CLAUSE_FILTERS.find((each) => each === value) ?? 'all';
}

export function passesFilter(state: ClauseState, filter: ClauseFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'missing':
      return CLAUSE_FILTERS.slice(2).some((each) => passesFilter(state, each));
    case 'owner':
      return state.owner.kind !== 'one';
    case 'evidence':
      return state.evidence === 0;
    case 'plain':
      return state.plain === 'none' || state.plain === 'stale';
    case 'answer':
      return state.waiting > 0 || state.openPoints > 0;
    case 'words':
      return state.empty;
  }
}
