import type { GlossaryTermId } from './ids';

/** A word that a partnership explains, with the other ways in which it is written. */
export interface GlossaryTerm {
  readonly id: GlossaryTermId;
  readonly term: string;
  readonly otherForms: readonly string[];
  readonly explanation: string;
}

/** Where a term stands in a text: from the first character up to before `to`. */
export interface FoundTerm {
  readonly from: number;
  readonly to: number;
  readonly term: GlossaryTerm;
}

/** Finds the terms in a text, in order and not overlapping. */
export type TermFinder = (text: string) => readonly FoundTerm[];

/**
 * Whole words only, the longest term first. A form with a capital letter after its first is found as it is written ("NICE" is not
 * "nice"), any other with whatever capitals.
 */
export function termFinder(terms: readonly GlossaryTerm[]): TermFinder {
  const forms = terms.flatMap((term) => [term.term, ...term.otherForms].map((form) => ({ form, term })));
  if (forms.length === 0) return () => [];
  const longestFirst = [...forms].sort((a, b) => b.form.length - a.form.length);
  const pattern = longestFirst.map(({ form }) => escaped(form)).join('|');
  const anywhere = new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'giu');
  const asWritten = new Map(forms.map(({ form, term }) => [form, term]));
  const small = new Map(
    forms.filter(({ form }) => !isFixed(form)).map(({ form, term }) => [form.toLowerCase(), term])
  );
  return (text) =>
    Array.from(text.matchAll(anywhere)).flatMap(({ 0: words, index }): FoundTerm[] => {
      const term = asWritten.get(words) ?? small.get(words.toLowerCase());
      return term ? [{ from: index, to: index + words.length, term }] : [];
    });
}

function isFixed(form: string): boolean {
  return /\p{Lu}/u.test(form.slice(1));
}

function escaped(form: string): string {
  return form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Capitals and accents do not part the words of a glossary: "reablement" stands between "Q" and "S". */
export function byTerm(a: Pick<GlossaryTerm, 'term'>, b: Pick<GlossaryTerm, 'term'>): number {
  return a.term.localeCompare(b.term, 'en-GB', { sensitivity: 'base', numeric: true });
}
