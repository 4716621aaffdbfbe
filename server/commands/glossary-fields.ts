import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { publicField } from './public-words';

/** What a form says of a term. */
export interface TermFields {
  readonly term: string;
  readonly otherForms: readonly string[];
  readonly explanation: string;
}

const MOST_FORMS = 10;
const MOST_LETTERS = 80;

/** Fields: `term`, `otherForms` (separated by commas), `explanation`. */
export function termFields(raw: unknown): TermFields | Refusal {
  const term = publicField(raw, 'term', {
    most: MOST_LETTERS,
    missing: 'Enter the word or the words to explain.'
  });
  if (isRefusal(term)) return term;
  const forms = publicField(raw, 'otherForms', { most: MOST_FORMS * MOST_LETTERS });
  if (isRefusal(forms)) return forms;
  const explanation = publicField(raw, 'explanation', {
    most: 500,
    missing: 'Say in plain words what it means.'
  });
  if (isRefusal(explanation)) return explanation;
  const otherForms = listOf(forms, term);
  return [term, ...otherForms].every(isWord)
    ? { term: oneLine(term), otherForms, explanation: oneLine(explanation) }
    : refuse('invalid-input', { field: 'term', message: 'A word needs at least two letters or figures.' });
}

/** Each once, without the term itself. */
function listOf(forms: string, term: string): string[] {
  const all = forms
    .split(',')
    .map(oneLine)
    .filter((form) => form !== '' && form !== oneLine(term));
  return [...new Set(all)].slice(0, MOST_FORMS);
}

/** One letter would be found in every sentence. */
function isWord(form: string): boolean {
  return (form.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 2;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
