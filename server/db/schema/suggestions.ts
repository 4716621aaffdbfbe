import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core';
import type { Acceptance } from '#domain/suggestion';
import { idColumn, moment } from './columns';
import { member } from './people';
import { comment } from './comments';

/**
 * What became of wording that somebody suggested. The words themselves stand in the comment: those that it replaces in
 * `old_wording`, those that it proposes in `proposed_wording`, the reason in `body`.
 */
export const suggestion = pgTable(
  'suggestion',
  {
    commentId: idColumn<'comment'>('comment_id')
      .primaryKey()
      .references(() => comment.id),
    /** Null while it was not accepted. */
    outcome: text('outcome').$type<Acceptance>(),
    /** The words that an editor took over, as they entered the text. */
    takenWords: text('taken_words'),
    takenBy: idColumn<'member'>('taken_by').references(() => member.id),
    takenAt: moment('taken_at'),
    /** The row of the log up to which the text is known to hold them. */
    sequence: bigint('sequence', { mode: 'number' }),
    /** While somebody accepts it, with `taken_words` and `taken_by`: since when, and the answer that they give. */
    takingSince: moment('taking_since'),
    takingAnswer: text('taking_answer')
  },
  (table) => [index('suggestion_taking').on(table.takingSince)]
);
