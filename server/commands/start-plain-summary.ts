import { refuse, type Refusal } from '#domain/refusal';
import { roomName } from '#protocol/rooms';
import { clauseName, type ClauseText } from '#schema/clause-text';
import { insertSummary, type NewSummary, type SummaryKey } from '../db/plain-summaries';
import type { Acting, Command } from './command';
import { summaryFacts, summaryKey, type SummaryFacts } from './summary-facts';

interface Started {
  /** Room of the summary's text at the sync endpoint. */
  readonly room: string;
}

type Outcome = { readonly kind: 'there-already'; readonly room: string } | NewlyStarted;
interface NewlyStarted {
  readonly kind: 'started';
  readonly made: NewSummary;
}

/** Gives a clause a plain summary, empty as yet. Fields: `specificationId`, `clause`. Again: answers the one that there is. */
export const startPlainSummary: Command<SummaryKey, undefined, SummaryFacts, Outcome, Started> = {
  name: 'start-plain-summary',
  needs: 'edit-specification',
  parse: summaryKey,

  async prepare(_input, _actor, tools): Promise<undefined> {
    await tools.drafts.settle();
  },

  load: (tx, key, _actor, tools) => summaryFacts(tx, key, tools),

  decide({ summary, clause, locked }, key, _prepared, acting) {
    if (summary) return { kind: 'there-already', room: roomName(summary.documentId) };
    const made = newSummary(key, { clause, locked, bytes: null }, acting);
    return 'refused' in made ? made : { kind: 'started', made };
  },

  async store(tx, outcome) {
    if (outcome.kind === 'there-already') return { room: outcome.room };
    await insertSummary(tx, outcome.made);
    return { room: roomName(outcome.made.documentId) };
  },

  announces: (_outcome, { specification }) => [{ kind: 'specification', id: specification.id }]
};

/** A summary for a clause that the text has, while the text is open. */
export function newSummary(
  key: SummaryKey,
  {
    clause,
    locked,
    bytes
  }: Pick<SummaryFacts, 'locked'> & {
    readonly clause: ClauseText | undefined;
    readonly bytes: Uint8Array | null;
  },
  { actor, membership, now, newId }: Acting
): NewSummary | Refusal {
  if (!clause) return refuse('not-found');
  if (locked) return refuse('draft-locked');
  return {
    ...key,
    documentId: newId(),
    clauseName: clauseName(clause),
    createdAt: now,
    createdBy: membership.memberId,
    personId: actor.personId,
    sessionHash: actor.sessionHash,
    bytes
  };
}
