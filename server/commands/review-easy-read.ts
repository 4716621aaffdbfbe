import { isRefusal, refuse } from '#domain/refusal';
import { clauseName } from '#schema/clause-text';
import { summaryBlocks, summaryHash } from '#schema/plain-summary';
import { insertReview, type ReviewRow, type SummaryKey } from '../db/plain-summaries';
import { sha256 } from '../sha256';
import type { Command } from './command';
import { publicField } from './public-words';
import { hashField, summaryFacts, summaryKey, type SummaryFacts } from './summary-facts';

interface Input extends SummaryKey {
  readonly reviewer: string;
  readonly seen: string;
}

interface Reviewed {
  readonly clause: string;
}

/**
 * Records that somebody has checked a summary as easy read: a named person, who need not be a member. Fields: `specificationId`,
 * `clause`, `reviewer`, and `summaryHash` of the text that was checked.
 */
export const reviewEasyRead: Command<Input, undefined, SummaryFacts, ReviewRow, Reviewed> = {
  name: 'review-easy-read',
  needs: 'review-easy-read',

  parse(raw) {
    const key = summaryKey(raw);
    if (isRefusal(key)) return key;
    const seen = hashField(raw, 'summaryHash');
    if (isRefusal(seen)) return seen;
    const reviewer = publicField(raw, 'reviewer', {
      most: 120,
      missing: 'Enter the name of who checked it.'
    });
    return isRefusal(reviewer) ? reviewer : { ...key, reviewer, seen };
  },

  async prepare(_input, _actor, tools): Promise<undefined> {
    await tools.drafts.settle();
  },

  load: (tx, { specificationId, clauseId }, _actor, tools) =>
    summaryFacts(tx, { specificationId, clauseId }, tools),

  decide({ summary }, { specificationId, clauseId, reviewer, seen }, _prepared, { membership, now, newId }) {
    if (!summary) return refuse('not-found');
    if (summaryBlocks(summary.text).length === 0) return refuse('nothing-to-confirm');
    if (summaryHash(summary.text, sha256) !== seen) return refuse('summary-changed');
    return {
      id: newId(),
      specificationId,
      clauseId,
      reviewer,
      summaryHash: seen,
      reviewedAt: now,
      recordedBy: membership.memberId
    };
  },

  async store(tx, review, { facts: { specification, clause, summary }, acting: { by }, record }) {
    await insertReview(tx, review);
    const { specificationId, clauseId, reviewer, summaryHash } = review;
    const name = clause ? clauseName(clause) : summary!.clauseName;
    await record({
      kind: 'easy-read-reviewed',
      content: {
        specificationId,
        title: specification.title,
        clauseId,
        clause: name,
        reviewer,
        summaryHash,
        by
      }
    });
    return { clause: clauseId };
  },

  announces: (_review, { specification }) => [{ kind: 'specification', id: specification.id }]
};
