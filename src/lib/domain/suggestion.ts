import type { AnswerOutcome, Wording, Writer } from './comment-thread';

/** A stretch of words that stays, goes or comes. */
export interface WordingPiece {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/**
 * What becomes of a suggestion. `open`: it can be taken over. `in-text`: the text says it already. `overtaken`: the words that it
 * replaces were changed or are gone. `taking`: somebody accepts it just now. `answered`: it has its answer, and its words were not
 * taken over through it.
 */
export const SUGGESTION_STATES = {
  open: { words: 'Suggestion', decided: false },
  'in-text': { words: 'The text says this now', decided: false },
  overtaken: { words: 'Out of date', decided: false },
  taking: { words: 'Being accepted', decided: false },
  accepted: { words: 'Accepted', decided: true },
  'accepted-with-changes': { words: 'Accepted with changes', decided: true },
  declined: { words: 'Declined', decided: true },
  answered: { words: 'Answered', decided: true }
} as const satisfies Record<string, { words: string; decided: boolean }>;

export type SuggestionState = keyof typeof SUGGESTION_STATES;

/** How accepting ended. */
export type Acceptance = 'accepted' | 'accepted-with-changes';

/** How the words that a suggestion replaces stand in the text. */
export type Standing = 'stands' | 'in-text' | 'changed' | 'gone';

/** Wording that somebody proposes, with what became of it. */
export interface Suggestion {
  readonly before: string;
  readonly after: string;
  /** From one to the other, word for word. */
  readonly pieces: readonly WordingPiece[];
  /** A few words that stand before and behind them; null unless the words that it replaces stand in the text. */
  readonly around: Wording | null;
  /** Why; may be empty. */
  readonly reason: string;
  readonly state: SuggestionState;
  /** The words that an editor took over; null when none did. */
  readonly accepted: { readonly words: string; readonly by: Writer } | null;
}

interface Facts {
  readonly standing: Standing;
  readonly acceptance: Acceptance | null;
  readonly taking: boolean;
  readonly answered: AnswerOutcome | null;
}

export function suggestionState(facts: Facts): SuggestionState {
  if (facts.acceptance) return facts.acceptance;
  if (facts.answered) return facts.answered === 'not-changed' ? 'declined' : 'answered';
  if (facts.taking) return 'taking';
  if (facts.standing === 'stands') return 'open';
  return facts.standing === 'in-text' ? 'in-text' : 'overtaken';
}

/** Whether an editor may still take it over. */
export function isAcceptable(state: SuggestionState): boolean {
  return state === 'open' || state === 'in-text';
}

/** What a comment says in words: a suggestion says what it suggests; what came with a Word file does so already. */
export function wordsSaid(said: {
  readonly origin: string;
  readonly body: string;
  readonly oldWording: string | null;
  readonly proposedWording: string | null;
}): string {
  const { origin, body, oldWording, proposedWording } = said;
  if (origin !== 'here' || proposedWording === null) return body;
  return [suggestionSentence(oldWording ?? '', proposedWording), body]
    .filter((words) => words !== '')
    .join('\n');
}

/** A suggestion as one reads it aloud. */
export function suggestionSentence(before: string, after: string): string {
  if (after === '') return `Suggests leaving out “${before}”.`;
  return before === '' ? `Suggests adding “${after}”.` : `Suggests “${after}” instead of “${before}”.`;
}
