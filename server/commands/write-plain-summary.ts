import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { DocumentJson } from '#schema/document-json';
import { emptyDocument } from '#schema/schema';
import { summaryBlocks, summaryHash } from '#schema/plain-summary';
import { summaryFromText } from '#schema/typed-summary';
import { insertSummary, summaryOf, type NewSummary, type SummaryKey } from '../db/plain-summaries';
import { documentFromJson } from '../documents/document-bytes';
import { sha256 } from '../sha256';
import type { Command } from './command';
import { editDraft } from './edit-draft';
import { fieldsOf } from './fields';
import { publicField } from './public-words';
import { newSummary } from './start-plain-summary';
import { hashField, summaryFacts, summaryKey, type SummaryFacts } from './summary-facts';

interface Input extends SummaryKey {
  /** As `summaryAsText` writes it. */
  readonly text: string;
  /** SHA-256, hex, of the summary that the form was filled with; null: there was none. */
  readonly seen: string | null;
}

/** "rewritten": there was a summary, and its text is changed already. */
type Prepared = 'rewritten' | 'to-be-made';

interface Written {
  readonly clause: string;
}

/** The most characters that a typed summary may have. */
const MOST = 6000;

/**
 * Writes a summary from a form, for who has no JavaScript: in their name and over the same gate as the live editor.
 * Fields: `specificationId`, `clause`, `text`, and `seen`, the hash of the summary that the form was filled with.
 */
export const writePlainSummary: Command<Input, Prepared, SummaryFacts, NewSummary | null, Written> = {
  name: 'write-plain-summary',
  needs: 'edit-specification',

  parse(raw) {
    const key = summaryKey(raw);
    if (isRefusal(key)) return key;
    const text = publicField(raw, 'text', { most: MOST });
    if (isRefusal(text)) return text;
    const seen = fieldsOf(raw).seen ? hashField(raw, 'seen') : null;
    return isRefusal(seen) ? seen : { ...key, text, seen };
  },

  async prepare({ text, seen, ...key }, actor, tools): Promise<Prepared | Refusal> {
    const row = await summaryOf(tools.db, key);
    await tools.drafts.settle();
    if (!row) return 'to-be-made';
    const rewrite = (before: DocumentJson) =>
      isAsSeen(before, seen) ? summaryFromText(text, before) : refuse('summary-changed');
    const changed = await editDraft(key.specificationId, rewrite, { actor, tools, summary: row.documentId });
    return isRefusal(changed) ? changed : 'rewritten';
  },

  load: (tx, { specificationId, clauseId }, _actor, tools) =>
    summaryFacts(tx, { specificationId, clauseId }, tools),

  decide({ summary, clause, locked }, { specificationId, clauseId, text }, prepared, acting) {
    if (prepared === 'rewritten') return null;
    // Somebody started it in between.
    if (summary) return refuse('summary-changed');
    const bytes = documentFromJson(summaryFromText(text, emptyDocument()));
    return newSummary({ specificationId, clauseId }, { clause, locked, bytes }, acting);
  },

  async store(tx, made, { facts }) {
    if (made) await insertSummary(tx, made);
    return { clause: facts.summary?.clauseId ?? made!.clauseId };
  },

  announces: (_made, { specification }) => [{ kind: 'specification', id: specification.id }]
};

function isAsSeen(summary: DocumentJson, seen: string | null): boolean {
  return seen === null ? summaryBlocks(summary).length === 0 : summaryHash(summary, sha256) === seen;
}
