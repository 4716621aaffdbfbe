import { RESPONSIBILITIES, RESPONSIBILITY_NAMES, type ClauseFacts } from './clause-facts';
import { clauseName, organisationsThat, type ClauseState, type OwnerState } from './clause-state';
import { countOf, joinWords } from './words';

/** "ICB", "No owner yet", "Two owners: ICB and Council". */
export function ownerWords(owner: OwnerState): string {
  switch (owner.kind) {
    case 'none':
      return `No owner yet${taken(owner.from)}`;
    case 'one':
      return owner.owner.name + taken(owner.from);
    case 'several': {
      const names = owner.owners.map(({ name }) => name);
      return `${asNumber(names.length)} owners: ${joinWords(names)}${taken(owner.from)}`;
    }
  }
}

function taken(from: string | null): string {
  return from === null ? '' : `, as for ${from}`;
}

function asNumber(count: number): string {
  return count === 2 ? 'Two' : count === 3 ? 'Three' : String(count);
}

/** "No evidence yet", "2 pieces of evidence". */
export function evidenceWords({ evidence }: Pick<ClauseState, 'evidence'>): string {
  if (evidence === 0) return 'No evidence yet';
  return evidence === 1 ? '1 piece of evidence' : `${evidence} pieces of evidence`;
}

const PLAIN_WORDS: Record<ClauseState['plain'], string> = {
  none: 'No plain summary yet',
  draft: 'Its plain summary is a draft',
  confirmed: 'Its plain summary is confirmed',
  stale: 'Its plain summary may be out of date',
  nothing: 'There are no words under this heading to put plainly'
};

/** "No plain summary yet". */
export function plainWords({ plain }: Pick<ClauseState, 'plain'>): string {
  return PLAIN_WORDS[plain];
}

/** What is said here and what waits: "1 comment waits for an answer, 2 open questions", "3 comments". */
export function answerWords({ comments, waiting, openPoints }: ClauseState): string {
  const said =
    waiting > 0
      ? `${countOf(waiting, 'comment')} ${waiting === 1 ? 'waits' : 'wait'} for an answer`
      : comments > 0 && countOf(comments, 'comment');
  const open = openPoints > 0 && countOf(openPoints, 'open question');
  return [said, open].filter(Boolean).join(', ') || 'No comments';
}

/**
 * One calm line for the reading page: who answers for the clause, and what is kept about it. Empty where nothing is to be
 * said: that nobody owns a whole section stands at the section and is not repeated under each of its clauses.
 */
export function clauseLine(state: ClauseState, facts: ClauseFacts): string {
  const { id } = state;
  if (id === null) return '';
  const others = RESPONSIBILITIES.slice(1).map((kind) => ({
    name: RESPONSIBILITY_NAMES[kind],
    names: organisationsThat(kind, id, facts).map(({ name }) => name)
  }));
  return [
    ...ownerPart(state),
    ...others
      .filter(({ names }) => names.length > 0)
      .map(({ name, names }) => `${name}: ${names.join(', ')}`),
    ...counted(state)
  ]
    .map((part) => `${part}.`)
    .join(' ');
}

function ownerPart({ owner, template }: ClauseState): string[] {
  if (owner.kind === 'one') return [`Accountable: ${ownerWords(owner)}`];
  const isSaidAbove = owner.kind === 'none' && !owner.leftOpen && template === null;
  return isSaidAbove ? [] : [ownerWords(owner)];
}

function counted({ evidence, measures, budgetLines }: ClauseState): string[] {
  return [
    { name: 'Evidence', count: evidence },
    { name: 'Measures', count: measures },
    { name: 'Budget lines', count: budgetLines }
  ]
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${name}: ${count}`);
}

/** The whole state in one sentence, for people who cannot see its shapes. */
export function stateSentence(state: ClauseState): string {
  const words = [ownerWords(state.owner), evidenceWords(state), plainWords(state), answerWords(state)];
  if (state.empty) words.unshift('Nothing written yet');
  return `${clauseName(state)}. ${words.join('. ')}.`;
}
