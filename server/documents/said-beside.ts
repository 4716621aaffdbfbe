import type { ExportedComment } from './export-comments';
import type { SuggestedChange } from './suggested-changes';

/** What people said about a text, for a file that shows it. */
export interface SaidBeside {
  readonly comments: readonly ExportedComment[];
  /** Open suggestions. */
  readonly changes: readonly SuggestedChange[];
}

export const NOTHING_SAID: SaidBeside = { comments: [], changes: [] };
