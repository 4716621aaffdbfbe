import { isTooHard, readability } from '#domain/reading/smog';
import { isRefusal, refuse } from '#domain/refusal';
import { clauseHash, clauseName } from '#schema/clause-text';
import { summaryBlocks, summaryHash, type ConfirmedTexts } from '#schema/plain-summary';
import { storeConfirmation, type Confirmation, type SummaryKey } from '../db/plain-summaries';
import { sha256 } from '../sha256';
import type { Command } from './command';
import { hashField, summaryFacts, summaryKey, type SummaryFacts } from './summary-facts';

/** The texts that the person was shown. */
interface Input extends SummaryKey, ConfirmedTexts {}

interface Confirmed {
  readonly clause: string;
}

/**
 * Says that a summary says what its clause says. Fields: `specificationId`, `clause`, and `clauseHash` and `summaryHash` of the
 * texts that were shown: when one of them has changed since, nothing is confirmed. Nor is a summary that is too hard to read.
 */
export const confirmPlainSummary: Command<Input, undefined, SummaryFacts, Confirmation, Confirmed> = {
  name: 'confirm-plain-summary',
  needs: 'confirm-summary',

  parse(raw) {
    const key = summaryKey(raw);
    if (isRefusal(key)) return key;
    const clause = hashField(raw, 'clauseHash');
    if (isRefusal(clause)) return clause;
    const summary = hashField(raw, 'summaryHash');
    return isRefusal(summary) ? summary : { ...key, clauseHash: clause, summaryHash: summary };
  },

  async prepare(_input, _actor, tools): Promise<undefined> {
    await tools.drafts.settle();
  },

  load: (tx, { specificationId, clauseId }, _actor, tools) =>
    summaryFacts(tx, { specificationId, clauseId }, tools),

  decide({ clause, summary, sequence }, seen, _prepared, { membership, now }) {
    if (!clause || !summary) return refuse('not-found');
    const blocks = summaryBlocks(summary.text);
    if (blocks.length === 0) return refuse('nothing-to-confirm');
    if (clauseHash(clause, sha256) !== seen.clauseHash) return refuse('clause-changed');
    if (summaryHash(summary.text, sha256) !== seen.summaryHash) return refuse('summary-changed');
    const reading = readability(blocks);
    if (reading && isTooHard(reading)) return refuse('too-hard-to-read');
    return {
      clauseHash: seen.clauseHash,
      summaryHash: seen.summaryHash,
      clauseName: clauseName(clause),
      sequence,
      at: now,
      by: membership.memberId
    };
  },

  async store(tx, confirmation, { facts: { specification, summary }, acting: { by }, record }) {
    const { specificationId, clauseId } = summary!;
    await storeConfirmation(tx, { specificationId, clauseId }, confirmation);
    const { clauseName: clause, clauseHash, summaryHash } = confirmation;
    await record({
      kind: 'summary-confirmed',
      content: { specificationId, title: specification.title, clauseId, clause, clauseHash, summaryHash, by }
    });
    return { clause: clauseId };
  },

  announces: (_confirmation, { specification }) => [{ kind: 'specification', id: specification.id }]
};
