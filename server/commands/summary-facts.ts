import { parseId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { isClauseId } from '#schema/clause-ids';
import { clauseTexts, type ClauseText } from '#schema/clause-text';
import type { DocumentJson } from '#schema/document-json';
import type { Transaction } from '../db/database';
import { isLocked } from '../db/documents';
import { summaryOf, type SummaryKey, type SummaryRow } from '../db/plain-summaries';
import type { SpecificationRow } from '../db/specifications';
import { lockedSpecification } from '../db/versions';
import { jsonFromDoc } from '../documents/document-bytes';
import type { Tools } from '../runtime';
import { fieldsOf } from './fields';

/** A clause and its plain summary as this transaction sees them. */
export interface SummaryFacts extends Subject {
  readonly specification: SpecificationRow;
  /** The specification is closed for editing, and its summaries with it. */
  readonly locked: boolean;
  /** Undefined: the text has no such clause, or no longer. */
  readonly clause: ClauseText | undefined;
  /** The last update of the specification's log that is in the clause. */
  readonly sequence: number;
  readonly summary: (SummaryRow & { readonly text: DocumentJson }) | undefined;
}

/** Fields: `specificationId`, `clause`. What is no clause's id is answered like one that there is not. */
export function summaryKey(raw: unknown): SummaryKey | Refusal {
  const specificationId = parseId<'specification'>(fieldsOf(raw).specificationId);
  if (isRefusal(specificationId)) return specificationId;
  const { clause } = fieldsOf(raw);
  return isClauseId(clause) ? { specificationId, clauseId: clause } : refuse('not-found');
}

/** A hash that a form carries: of the text that the person was shown. */
export function hashField(raw: unknown, field: string): string | Refusal {
  const hash = fieldsOf(raw)[field];
  return typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash) ? hash : refuse('invalid-input', { field });
}

/** Holds the specification, so that of two who do the same at the same time one comes second. `settle` first. */
export async function summaryFacts(
  tx: Transaction,
  key: SummaryKey,
  { drafts }: Pick<Tools, 'drafts'>
): Promise<SummaryFacts | Refusal> {
  const specification = await lockedSpecification(tx, key.specificationId);
  if (!specification) return refuse('not-found');
  const { documentId, partnershipId } = specification;
  const { ydoc, sequence } = await drafts.within(tx, documentId);
  const row = await summaryOf(tx, key);
  const text = row && jsonFromDoc((await drafts.within(tx, row.documentId)).ydoc);
  return {
    partnershipId,
    specification,
    locked: await isLocked(tx, documentId),
    clause: clauseTexts(jsonFromDoc(ydoc)).find(({ clause }) => clause === key.clauseId),
    sequence,
    summary: row && text && { ...row, text }
  };
}
