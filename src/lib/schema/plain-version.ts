import type { SummaryState } from '#domain/clause-state';
import type { ClauseId } from '#domain/ids';
import { canonicalJson } from './canonical';
import type { DocumentJson } from './document-json';

/** First line of every plain version as it is kept. A change to a rule in this file needs a new number. */
export const PLAIN_FORM = 'concordat-plain/1';

/** A plain summary as it stood when a version was frozen. */
export interface KeptSummary {
  readonly clause: ClauseId;
  /** What the clause was called, "3.2 Scope". */
  readonly name: string;
  readonly state: Exclude<SummaryState, 'none'>;
  /** When somebody said last that it is right, ISO 8601 UTC with milliseconds; null when nobody had. */
  readonly confirmedAt: string | null;
  readonly text: DocumentJson;
}

/**
 * The one canonical text of a version's plain summaries: `concordat-plain/1`, a line feed, then JSON without spaces and with keys
 * in order. It names nobody: who confirmed a summary is kept apart, so that a name can go and the fingerprint stays.
 */
export function canonicalPlain(summaries: readonly KeptSummary[]): string {
  const clauses = summaries.map(({ clause, confirmedAt, name, state, text }) => ({
    clause,
    confirmedAt,
    name: name.normalize('NFC'),
    state,
    text: canonicalJson(text)
  }));
  return `${PLAIN_FORM}\n${JSON.stringify({ clauses })}`;
}

/** The summaries that such a text stands for. */
export function summariesIn(canonical: string): KeptSummary[] {
  const end = canonical.indexOf('\n');
  const form = canonical.slice(0, end);
  if (form !== PLAIN_FORM) throw new Error(`A plain version of an unknown form: ${form}`);
  return (JSON.parse(canonical.slice(end + 1)) as { clauses: KeptSummary[] }).clauses;
}
