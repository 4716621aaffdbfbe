import { keptStanding, PLAIN_HELPS, type KeptStanding } from '#domain/kept-summary';
import type { DocumentJson } from '#schema/document-json';
import { shownSummary } from '#schema/plain-summary';
import type { KeptSummary } from '#schema/plain-version';

type Kept = KeptSummary & Pick<KeptStanding, 'confirmed'>;

/** The plain summaries of a version as a text to save: what they are first, then each under its clause, with how it stood. */
export function plainDocument(summaries: readonly Kept[]): DocumentJson {
  const clauses = summaries.flatMap((summary) => [
    { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: summary.name }] },
    paragraph(keptStanding(summary), 'italic'),
    ...(shownSummary(summary.text).content ?? [])
  ]);
  return { type: 'doc', content: [paragraph(PLAIN_HELPS, 'bold'), ...clauses] };
}

function paragraph(text: string, mark: string): DocumentJson {
  return { type: 'paragraph', content: [{ type: 'text', text, marks: [{ type: mark }] }] };
}
